package dev.runner.playbook;

/// The table of keywords: name; levels (Play, Role, Block, Task, Handler); inheritance (`-` none,
/// `1` nearest, `+` together); shape; text.
final class KeywordTable {
  private KeywordTable() {}

  static final String TEXT =
      """
      action              |TH   |-|ANY    |The module to run, with its parameters.
      always              |B    |-|LIST   |Tasks that run whatever happened in the block.
      any_errors_fatal    |PRBTH|1|FLAG   |Ends the play for all hosts when one of them fails.
      args                |TH   |-|MAPPING|More parameters of the module.
      async               |TH   |-|NUMBER |Lets the task run in the background for at most so many seconds.
      become              |PRBTH|1|FLAG   |Whether to become another user.
      become_exe          |PRBTH|1|TEXT   |The program that makes one another user.
      become_flags        |PRBTH|1|TEXT   |Options of the program that makes one another user.
      become_method       |PRBTH|1|TEXT   |How to become another user: sudo, su, doas.
      become_user         |PRBTH|1|TEXT   |The user to become.
      block               |B    |-|LIST   |The tasks of a block.
      changed_when        |TH   |-|WORDS  |Conditions under which the task counts as changed.
      check_mode          |PRBTH|1|FLAG   |Whether changes are shown instead of made.
      closing             |P    |-|FLAG   |Whether the play closes the run however that ends: after an early end or an interruption too, and for hosts that failed or were lost.
      collections         |PRBTH|1|WORDS  |Collections in which short names are looked for.
      connection          |PRBTH|1|TEXT   |How to reach the host: ssh, local.
      debugger            |PRBTH|1|TEXT   |When to open the debugger.
      delay               |BTH  |-|NUMBER |Seconds between two tries.
      delegate_facts      |RBTH |1|FLAG   |Whether facts belong to the host that the task is delegated to.
      delegate_to         |RBTH |1|TEXT   |The host that carries the task out instead.
      diff                |PRBTH|1|FLAG   |Whether differences are shown.
      environment         |PRBTH|+|ANY    |Variables of the environment of what runs on the host.
      fact_path           |P    |-|TEXT   |Where the host keeps local facts.
      failed_when         |TH   |-|WORDS  |Conditions under which the task counts as failed.
      force_handlers      |P    |-|FLAG   |Whether notified handlers run on hosts that failed, too.
      gather_facts        |P    |-|FLAG   |Whether facts are gathered before the first task.
      gather_subset       |P    |-|WORDS  |Which facts are gathered.
      gather_timeout      |P    |-|NUMBER |Seconds that gathering a fact may take.
      handlers            |P    |-|LIST   |Tasks that run when another task notifies them.
      hosts               |P    |-|WORDS  |The hosts of the play: a pattern.
      ignore_errors       |PRBTH|1|FLAG   |Whether the play goes on when the task fails.
      ignore_unreachable  |PRBTH|1|FLAG   |Whether the play goes on when the host can't be reached.
      listen              |H    |-|WORDS  |Topics that the handler listens to.
      local_action        |TH   |-|ANY    |A module to run on the control machine.
      loop                |BTH  |-|ANY    |The items to repeat the task for.
      loop_control        |BTH  |-|MAPPING|How the loop runs: loop_var, index_var, label, pause, extended, extended_allitems, break_when.
      max_fail_percentage |P    |-|NUMBER |Ends the play when more hosts than this fail.
      module_defaults     |PRBTH|+|ANY    |Defaults for parameters of modules.
      name                |PRBTH|-|TEXT   |What it is called.
      no_log              |PRBTH|1|FLAG   |Whether the result is hidden.
      notify              |BTH  |1|WORDS  |Handlers to run at the end if the task changed something.
      order               |P    |-|TEXT   |The order of the hosts: inventory, sorted, reverse_sorted, reverse_inventory, shuffle.
      poll                |TH   |-|NUMBER |Seconds between two looks at a task in the background.
      port                |PRBTH|1|NUMBER |The port of the connection.
      post_tasks          |P    |-|LIST   |Tasks after all others.
      pre_tasks           |P    |-|LIST   |Tasks before roles.
      register            |TH   |-|ANY    |The variable that takes the result.
      remote_user         |PRBTH|1|TEXT   |The user who logs in.
      rescue              |B    |-|LIST   |Tasks that run when one of the block fails.
      retries             |BTH  |-|NUMBER |How often to try again.
      role                |R    |-|TEXT   |The role's name.
      roles               |P    |-|LIST   |Roles to carry out before the tasks.
      run_once            |PRBTH|1|FLAG   |Whether one host carries it out for all.
      serial              |P    |-|ANY    |How many hosts at once: a number, a percentage, a list of them.
      strategy            |P    |-|TEXT   |How hosts wait for each other: linear, free, host_pinned, debug.
      tags                |PRBTH|+|WORDS  |Words to choose tasks by.
      tasks               |P    |-|LIST   |The tasks of the play.
      throttle            |PRBTH|1|NUMBER |The most hosts that carry it out at once.
      timeout             |PRBTH|1|NUMBER |Seconds that the task may take.
      until               |BTH  |-|WORDS  |Conditions to try again until they hold.
      validate_argspec    |P    |-|ANY    |Whether the play's variables are checked against its argument specification.
      vars                |PRBTH|-|MAPPING|Variables.
      vars_files          |P    |-|ANY    |Files of variables.
      vars_prompt         |P    |-|LIST   |Variables to ask for.
      when                |RBTH |+|WORDS  |Conditions under which it is carried out.
      """;
}
