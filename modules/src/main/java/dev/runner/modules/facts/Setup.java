package dev.runner.modules.facts;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.Effect;
import dev.runner.module.HostPython;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.TaskModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Gathers facts of a host in one round trip, without Python there.
@Describe(
    summary = "Gather facts of a host.",
    description =
        """
        Facts have the names and shapes of Ansible's. All come from one script that reads `/proc`,
        `/sys` and `/etc`. Programs of the host that take seconds (`facter`, `ohai`) are run only if
        `gather_subset` names them. Since nothing here needs Python, `ansible_python` only says where
        one is (`present: false` if nowhere), and so does `discovered_interpreter_python` where no
        variable names one.
        """,
    since = "0.1",
    example =
        """
        - name: learn what the network looks like, and no more
          setup:
            gather_subset: ['!all', '!min', network]
            filter: ansible_default_ipv4
        """,
    returns = {
      @Describe.Returned(
          name = "ansible_facts",
          value = "The facts, names beginning with ansible_.")
    })
public record Setup(
    @Param(
            value = "Parts of the facts to gather, or with ! in front not to gather.",
            byDefault = "all")
        List<String> gatherSubset,
    @Param("Patterns of names: only facts that match one are returned.") List<String> filter,
    @Param(
            value = "Directory on the host with local facts, files that end in .fact.",
            byDefault = "/etc/ansible/facts.d")
        RemotePath factPath,
    @Param(
            value = "The longest time to wait for the size of a network file system.",
            byDefault = "10")
        Duration gatherTimeout,
    @Param(
            value = "Accepted for playbooks that have it; facts come in one round trip anyway.",
            byDefault = "true")
        boolean parallel,
    @Param(
            value =
                "The Python that `ansible_python` tells of; `auto` is that of"
                    + " ansible_python_interpreter, or what is found.",
            byDefault = HostPython.AUTO)
        HostPython python)
    implements TaskModule {
  private static final String SCRIPT = script();

  public Setup {
    gatherSubset = List.copyOf(gatherSubset);
    filter = filter.stream().filter(pattern -> !pattern.isEmpty()).toList();
    Subsets.mistake(gatherSubset)
        .ifPresent(
            sentence -> {
              throw new BadParameter("gather_subset", sentence);
            });
  }

  private static String script() {
    try (InputStream in =
        Objects.requireNonNull(Setup.class.getResourceAsStream("facts.sh"), "facts.sh")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Plan plan(Probe host) {
    Set<Subset> wanted = Subsets.of(gatherSubset);
    Sections seen = wanted.isEmpty() ? Sections.of("") : look(host, wanted);
    Map<String, Object> facts = new TreeMap<>();
    for (Subset subset : wanted) {
      subset.facts(seen).forEach((name, value) -> facts.put(prefixed(name), value));
    }
    facts.put("gather_subset", gatherSubset);
    facts.put("module_setup", true);
    Map<String, Object> told = filtered(facts);
    if (python.isFound() && facts.get("ansible_python") instanceof Map<?, ?> there) {
      Object executable = there.get("executable");
      if (executable != null) {
        told.put("discovered_interpreter_python", executable);
      }
    }
    return Plan.learned("%d facts".formatted(told.size()))
        .with("ansible_facts", told)
        .with(new Effect.Facts(told));
  }

  private Sections look(Probe host, Set<Subset> wanted) {
    Set<String> sections = new LinkedHashSet<>();
    wanted.forEach(subset -> sections.addAll(subset.sections()));
    String patience = String.valueOf(Math.max(1, gatherTimeout.toSeconds()));
    Command command =
        Command.of(
            "sh",
            "-c",
            SCRIPT,
            "facts",
            String.join(" ", sections),
            factPath,
            patience,
            python.program());
    Output output = host.ask(new Question.Look(command, true));
    return Sections.of(output.stdout().lenientText());
  }

  private static String prefixed(String name) {
    return name.startsWith("facter_") || name.startsWith("ohai_") ? name : "ansible_" + name;
  }

  private Map<String, Object> filtered(Map<String, Object> facts) {
    if (filter.isEmpty()) {
      return new TreeMap<>(facts);
    }
    List<Pattern> patterns = filter.stream().map(Setup::pattern).toList();
    Map<String, Object> kept = new TreeMap<>();
    facts.forEach(
        (name, value) -> {
          if (patterns.stream().anyMatch(each -> each.matcher(name).matches())) {
            kept.put(name, value);
          }
        });
    return kept;
  }

  /// A shell's pattern of names; a name alone may lack its prefix.
  private static Pattern pattern(String glob) {
    boolean plain = glob.chars().noneMatch(c -> "*?[".indexOf(c) >= 0);
    StringBuilder regex = new StringBuilder();
    for (char c : (plain ? prefixed(glob.replaceFirst("^ansible_", "")) : glob).toCharArray()) {
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        case '[', ']', '-' -> regex.append(c);
        case '!' ->
            regex.append(regex.length() > 0 && regex.charAt(regex.length() - 1) == '[' ? '^' : '!');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    try {
      return Pattern.compile(regex.toString());
    } catch (PatternSyntaxException e) {
      return Pattern.compile(Pattern.quote(glob));
    }
  }
}
