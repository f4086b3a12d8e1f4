package dev.runner.modules.files;

import dev.runner.module.Answer;
import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Flags and SELinux context of a path, compared with what is wanted, and the commands that change
/// them. Flags that forbid changes are taken away first and given last.
final class Labelling {
  /// What the policy would have, then the contexts of the path, or of the path and all below it;
  /// nothing on a host without SELinux.
  private static final String CONTEXT =
      """
      if [ -e /sys/fs/selinux/enforce ]; then
        matchpathcon -n "$1" 2>/dev/null || echo
        if [ "$2" = R ]; then
          find "$1" -exec stat -c %C -- {} + 2>/dev/null | sort -u
        else
          stat -c %C -- "$1" 2>/dev/null
        fi
      fi
      :
      """;

  private static final String FLAGS =
      """
      if [ "$2" = R ]; then
        find "$1" \\( -type f -o -type d \\) -exec lsattr -d -- {} + 2>/dev/null
      else
        lsattr -d -- "$1" 2>/dev/null
      fi
      :
      """;

  private static final int PARTS = 4;
  private static final List<String> OPTIONS = List.of("-u", "-r", "-t", "-l");

  private final Labels wanted;
  private final RemotePath path;
  private final boolean tree;
  private final Optional<Pending<Output>> flags;
  private final Optional<Pending<Output>> context;

  private Labelling(
      Labels wanted,
      RemotePath path,
      boolean tree,
      Optional<Pending<Output>> flags,
      Optional<Pending<Output>> context) {
    this.wanted = wanted;
    this.path = path;
    this.tree = tree;
    this.flags = flags;
    this.context = context;
  }

  /// Puts the questions.
  ///
  /// @param tree whether all below the path is meant too
  static Labelling ask(Labels wanted, Probe host, RemotePath path, boolean tree) {
    boolean labelled =
        wanted.seuser().isPresent()
            || wanted.serole().isPresent()
            || wanted.setype().isPresent()
            || wanted.selevel().isPresent();
    String below = tree ? "R" : "";
    return new Labelling(
        wanted,
        path,
        tree,
        wanted
            .attributes()
            .map(_ -> host.lookLater(Command.of("sh", "-c", FLAGS, "sh", path, below))),
        labelled
            ? Optional.of(host.lookLater(Command.of("sh", "-c", CONTEXT, "sh", path, below)))
            : Optional.empty());
  }

  /// The plan, with what is missing here.
  Plan over(Plan plan) {
    return switch (plan) {
      case Plan.Unchanged unchanged -> {
        List<Step> steps = new ArrayList<>(first());
        steps.addAll(last(false));
        yield steps.isEmpty() ? unchanged : Plan.changes(steps).predictingAll(unchanged.values());
      }
      case Plan.Changes changes -> around(changes);
      case Plan.Learned learned -> learned;
      case Plan.Await await -> await;
      case Plan.Refused refused -> refused;
      case Plan.Unknown unknown -> unknown;
    };
  }

  private Plan around(Plan.Changes changes) {
    List<Step> first = first();
    boolean replaced = changes.steps().stream().anyMatch(step -> !(step instanceof Step.Attribute));
    List<Step> steps = new ArrayList<>(first);
    steps.addAll(changes.steps());
    steps.addAll(last(replaced));
    int from = first.size();
    int to = from + changes.steps().size();
    return changes.with(steps, (outputs, now) -> looked(changes, outputs, from, to, now));
  }

  /// Steps of ours are none of the plan's business.
  private static Answer looked(Plan.Changes changes, Outputs outputs, int from, int to, Probe now) {
    return changes.after().look(Outputs.of(outputs.all().subList(from, to)), now);
  }

  private List<Step> first() {
    String text = wanted.attributes().orElse("");
    boolean any =
        present().stream().anyMatch(flags -> letters().anyMatch(flag -> flags.indexOf(flag) >= 0));
    return text.startsWith("-") && any ? List.of(chattr(text)) : List.of();
  }

  private IntStream letters() {
    return wanted.attributes().orElse("").replaceFirst("^[-+=]", "").chars();
  }

  /// @param replaced whether the path is another than the one that was looked at
  private List<Step> last(boolean replaced) {
    List<Step> steps = new ArrayList<>();
    chcon(replaced).ifPresent(steps::add);
    String text = wanted.attributes().orElse("-");
    if (!text.startsWith("-") && (replaced || !present().stream().allMatch(this::isSo))) {
      steps.add(chattr(text.startsWith("+") ? text : "=" + text.replaceFirst("^=", "")));
    }
    return steps;
  }

  private boolean isSo(String flags) {
    boolean only = !wanted.attributes().orElse("").startsWith("+");
    return letters().allMatch(flag -> flags.indexOf(flag) >= 0)
        && (!only || flags.chars().allMatch(each -> letters().anyMatch(flag -> flag == each)));
  }

  private Step chattr(String flags) {
    List<Object> words = new ArrayList<>(List.of("chattr"));
    if (tree) {
      words.add("-R");
    }
    words.addAll(List.of(flags, path));
    return Step.run("set the flags %s of %s".formatted(flags, path), Command.of(words));
  }

  /// The flags that are set, those of each path; that of extents says how a file is stored, and
  /// nobody can choose it. None at all where there is no file yet.
  private List<String> present() {
    List<String> lines =
        flags.map(look -> look.get().lines()).orElse(List.of()).stream()
            .filter(line -> !line.isBlank())
            .map(line -> line.strip().split("\\s+")[0].replaceAll("[-e]", ""))
            .toList();
    return lines.isEmpty() ? List.of("") : lines;
  }

  private Optional<Step> chcon(boolean replaced) {
    List<String> said = context.map(look -> look.get().lines()).orElse(List.of());
    if (said.isEmpty()) {
      return Optional.empty();
    }
    String[] policy = parts(said.getFirst());
    List<String[]> are = said.stream().skip(1).map(Labelling::parts).toList();
    List<Optional<String>> asked =
        List.of(wanted.seuser(), wanted.serole(), wanted.setype(), wanted.selevel());
    List<Object> words = new ArrayList<>(List.of("chcon", tree ? "-hR" : "-h"));
    for (int i = 0; i < PARTS; i++) {
      int place = i;
      String part =
          asked.get(i).map(text -> text.equals("_default") ? policy[place] : text).orElse("");
      boolean so =
          !replaced && !are.isEmpty() && are.stream().allMatch(each -> each[place].equals(part));
      if (!part.isEmpty() && !so) {
        words.addAll(List.of(OPTIONS.get(i), part));
      }
    }
    if (words.size() == 2) {
      return Optional.empty();
    }
    words.addAll(List.of("--", path));
    return Optional.of(Step.run("set the SELinux context of " + path, Command.of(words)));
  }

  /// User, role, type and level, which may hold colons itself.
  private static String[] parts(String context) {
    String[] parts = context.split(":", PARTS);
    String[] all = {"", "", "", ""};
    System.arraycopy(parts, 0, all, 0, parts.length);
    return all;
  }
}
