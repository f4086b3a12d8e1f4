package dev.runner.modules.git;

import dev.runner.module.Account;
import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.modules.files.Steward;
import dev.runner.values.None;
import java.util.Map;

/// What a change of version makes of the files, in git's own words. What the clone hasn't got is
/// fetched into the scratch directory: looking at a difference changes nothing.
record Comparison(Git task) {
  private static final int LONGEST = 500_000;

  private static final String SCRIPT =
      """
      git=$1 trial=$3/trial url=$4 before=$5 after=$6
      cd "$2" && umask 077 && mkdir -p "$3" || exit
      objects=$("$git" rev-parse --git-path objects) && objects=$(cd "$objects" && pwd -P) || exit
      shallow=$("$git" rev-parse --git-path shallow)
      "$git" init -q --bare "$trial" || exit
      printf '%s\\n' "$objects" >"$trial/objects/info/alternates"
      depth=
      [ ! -s "$shallow" ] || { cp "$shallow" "$trial/shallow" && depth=--depth=1; } || exit
      tried() { "$git" --git-dir="$trial" -c gc.auto=0 "$@"; }
      if ! tried cat-file -e "$after^{tree}" 2>/dev/null; then
        tried fetch -q $depth "$url" "$after" 2>/dev/null ||
          tried fetch -q $depth "$url" '+refs/heads/*:refs/new/*' '+refs/tags/*:refs/tags/*' || exit
      fi
      tried diff --no-ext-diff --no-color "$before" "$after"
      """;

  /// The same plan, which tells the difference as well.
  Plan.Changes told(Plan.Changes plan, Probe host) {
    Object before = plan.predicted().get("before");
    Object after = plan.predicted().get("after");
    if (before == null || after == null || before.equals(after)) {
      return plan;
    }
    String text = before == None.NONE ? ">> Newly checked out " + after : text(host, before, after);
    return plan.predicting("diff", Map.of("prepared", text));
  }

  private String text(Probe host, Object before, Object after) {
    Pending<FileStat> top = host.later(new Question.Stat(task.place(), true));
    Pending<Account> self = host.later(new Question.Self());
    Steward steward = new Steward(top.get(), self.get());
    Checkout git = new Checkout(task.place(), steward, task.reach().ssh("ssh"), task.program());
    RemotePath work = host.scratch().resolve("work");
    Pending<Output> made = host.lookLater(steward.workshop(host.scratch()));
    Pending<Output> asked =
        host.lookLater(
            git.looks(SCRIPT, task.program(), task.place(), work, task.repo(), before, after));
    return made.get().ok() ? said(asked.get(), before, after) : said(made.get(), before, after);
  }

  private static String said(Output asked, Object before, Object after) {
    String between = "between %s and %s".formatted(before, after);
    if (!asked.ok()) {
      return ">> Failed to get proper diff %s:\n>> %s".formatted(between, asked.lastWords());
    }
    String text = asked.stdout().lenientText();
    if (text.length() > LONGEST) {
      return ">> The diff %s is too long to be shown: %d characters"
          .formatted(between, text.length());
    }
    return text.isEmpty() ? ">> No visual differences " + between : text;
  }
}
