package dev.runner.modules.files;

import dev.runner.module.FileMode;
import dev.runner.module.FileStat;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.values.regex.Fnmatch;
import dev.runner.values.regex.PythonRegex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// One `find` task on one host.
final class FindRun {
  private final Find task;
  private final Probe host;
  private final FindTree tree;
  private final Pending<Instant> clock;

  FindRun(Find task, Probe host) {
    this.task = task;
    this.host = host;
    this.tree = new FindTree(host, task);
    this.clock = host.later(new Question.Clock());
  }

  Plan plan() {
    List<String> given = task.paths().orElse(List.of());
    List<RemotePath> paths =
        given.stream().filter(path -> !path.isEmpty()).map(RemotePath::of).toList();
    List<RemotePath> roots = paths.stream().map(RemotePath::normalized).toList();
    if (given.contains("")) {
      tree.skipped().put("", "'' is not a directory");
    }
    tree.read(paths);
    Predicate<FileStat> conditions = conditions(clock.get());
    FindContent content = new FindContent(task, host);
    List<FileStat> found = new ArrayList<>();
    long examined = 0;
    for (RemotePath root : roots) {
      List<FileStat> all = tree.walk(root);
      examined += all.size();
      List<FileStat> likely =
          all.stream().filter(each -> tree.isNear(root, each)).filter(conditions).toList();
      found.addAll(content.filter(likely, root, tree.skipped()));
    }
    boolean cut = task.limit().isPresent() && found.size() >= task.limit().get();
    return answer(cut ? found.subList(0, task.limit().get()) : found, examined, cut);
  }

  private Plan answer(List<FileStat> found, long examined, boolean cut) {
    List<Object> files = new FindValues(task, host).of(found);
    String message =
        !tree.skipped().isEmpty()
            ? "Not all paths examined, check warnings for details"
            : cut ? "Limit of matches reached" : "All paths examined";
    Plan.Learned learned =
        Plan.learned("%d found".formatted(found.size()))
            .with("files", files)
            .with("matched", (long) found.size())
            .with("examined", examined)
            .with("msg", message)
            .with("skipped_paths", new LinkedHashMap<>(tree.skipped()));
    for (Map.Entry<String, String> each : tree.skipped().entrySet()) {
      learned =
          learned.warning(
              "Skipped '%s' path due to this access issue: %s"
                  .formatted(each.getKey(), each.getValue()));
    }
    return learned;
  }

  private Predicate<FileStat> conditions(Instant now) {
    Predicate<FileStat> type =
        switch (task.fileType()) {
          case ANY -> each -> true;
          case DIRECTORY -> FileStat::isDirectory;
          case FILE -> FileStat::isFile;
          case LINK -> FileStat::isLink;
        };
    return type.and(each -> task.hidden() || !each.path().name().startsWith("."))
        .and(names())
        .and(each -> ages(each, now))
        .and(this::sizes)
        .and(this::permissions);
  }

  private Predicate<FileStat> names() {
    Predicate<String> wanted = task.patterns().isEmpty() ? name -> true : any(task.patterns());
    Predicate<String> unwanted = any(task.excludes());
    return each -> wanted.test(each.path().name()) && !unwanted.test(each.path().name());
  }

  private Predicate<String> any(List<String> patterns) {
    if (task.useRegex()) {
      List<PythonRegex> all =
          patterns.stream().map(each -> PythonRegex.compile(each, false, false)).toList();
      return name -> all.stream().anyMatch(regex -> regex.begins(name));
    }
    var all = patterns.stream().map(Fnmatch::of).toList();
    return name -> all.stream().anyMatch(glob -> glob.matches(name));
  }

  private boolean ages(FileStat each, Instant now) {
    Optional<Long> bound = task.age().map(text -> Measure.AGE.parse("age", text));
    Instant stamp =
        switch (task.ageStamp()) {
          case ATIME -> each.accessed();
          case CTIME -> each.changed();
          case MTIME -> each.modified();
        };
    double age = (now.toEpochMilli() - stamp.toEpochMilli()) / 1000.0;
    return bound.isEmpty() || Measure.meets(age, bound.get());
  }

  private boolean sizes(FileStat each) {
    boolean sized = each.isFile();
    return !sized
        || task.size()
            .map(text -> Measure.meets((double) each.size(), Measure.SIZE.parse("size", text)))
            .orElse(true);
  }

  private boolean permissions(FileStat each) {
    if (task.mode().isEmpty()) {
      return true;
    }
    FileMode mode = task.mode().get();
    int bits = mode.applyTo(0, each.isDirectory(), Ownership.UMASK);
    return task.exactMode() ? each.mode() == bits : (each.mode() & bits) != 0;
  }
}
