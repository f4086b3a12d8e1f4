package dev.runner.modules.system;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.TaskModule;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Sees to a file system: in the table of those, and where it is mounted.
@Describe(
    summary = "Mount a file system or unmount it, and keep it in fstab.",
    description =
        """
        Other lines of the table stay as they are. If mounting fails, the table is as it was before.
        `absent` removes the line, unmounts, and removes the directory, which must be empty then; as
        with Ansible it does nothing where the table has no such line. `remounted`, and `ephemeral`
        where it is mounted already, always remount.
        """,
    since = "0.1",
    collection = "ansible.posix",
    example =
        """
        - name: have the archive at hand
          mount:
            path: /srv/archive
            src: "nfs.example.org:/archive"
            fstype: nfs
            opts: ro,nosuid
            state: mounted
        """,
    returns = {
      @Describe.Returned(name = "name", value = "The mount point."),
      @Describe.Returned(name = "src", value = "What is mounted, if that was given."),
      @Describe.Returned(name = "fstype", value = "The type of file system, if that was given."),
      @Describe.Returned(name = "opts", value = "The options."),
      @Describe.Returned(name = "dump", value = "Field of fstab."),
      @Describe.Returned(name = "passno", value = "Field of fstab."),
      @Describe.Returned(name = "boot", value = "Whether it is mounted at a start, yes or no."),
      @Describe.Returned(name = "fstab", value = "The table."),
      @Describe.Returned(
          name = "backup_file",
          value = "The copy of the old table, if one is kept; else an empty string.")
    })
@Constraint(
    value = Constraint.Kind.NEEDED,
    names = {"src", "fstype"},
    when = "state",
    is = "mounted")
@Constraint(
    value = Constraint.Kind.NEEDED,
    names = {"src", "fstype"},
    when = "state",
    is = "present")
@Constraint(
    value = Constraint.Kind.NEEDED,
    names = {"src", "fstype"},
    when = "state",
    is = "ephemeral")
public record Mount(
    @Param(value = "The mount point; none for a swap area.", aliases = "name") RemotePath path,
    @Param("How it is to be.") State state,
    @Param(value = "What is mounted: a device, a directory, a share.", path = true)
        Optional<String> src,
    @Param("The type of file system.") Optional<String> fstype,
    @Param("Options of mounting; defaults if left out.") Optional<Text> opts,
    @Param(value = "Whether the options are shown to nobody.", byDefault = "false")
        boolean optsNoLog,
    @Param(value = "Whether dump saves it, a field of fstab.", byDefault = "0") String dump,
    @Param(value = "When fsck checks it, a field of fstab.", byDefault = "0") String passno,
    @Param(value = "Whether it is mounted at a start.", byDefault = "true") boolean boot,
    @Param("The table; /etc/fstab if left out.") Optional<RemotePath> fstab,
    @Param(value = "Whether a copy of the old table is kept.", byDefault = "false") boolean backup)
    implements TaskModule {

  /// What a playbook reads, as with Ansible, in the place of options that are not to be told.
  private static final String HIDDEN = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER";

  /// How a file system is to be.
  public enum State {
    ABSENT,
    ABSENT_FROM_FSTAB,
    MOUNTED,
    PRESENT,
    UNMOUNTED,
    REMOUNTED,
    EPHEMERAL
  }

  private static final String LOOK =
      """
      # GNU's readlink -f grows without end on a link that leads through itself.
      { [ -e "$1" ] || [ ! -L "$1" ]; } && at=$(readlink -f -- "$1" 2>/dev/null) || at=$1
      printf '%s\\n' "${at:-$1}"
      cat /proc/self/mountinfo
      for image in /sys/block/loop*/loop/backing_file; do
        [ ! -r "$image" ] || printf 'loop %s %s\\n' "$(echo "$image" | cut -d/ -f4)" "$(cat "$image")"
      done 2>/dev/null
      """;

  public Mount {
    boolean mounts = state == State.MOUNTED || state == State.PRESENT || state == State.EPHEMERAL;
    if (mounts && (src.isEmpty() || fstype.isEmpty())) {
      List<String> missing = new ArrayList<>();
      src.ifPresentOrElse(_ -> {}, () -> missing.add("src"));
      fstype.ifPresentOrElse(_ -> {}, () -> missing.add("fstype"));
      throw new BadParameter(
          missing.getFirst(),
          "state is %s but all of the following are missing: %s"
              .formatted(state.name().toLowerCase(Locale.ROOT), String.join(", ", missing)));
    }
    boolean tableOnly =
        state == State.PRESENT || state == State.ABSENT_FROM_FSTAB || state == State.ABSENT;
    boolean point = path.isAbsolute() || (tableOnly && path.text().equals("none"));
    if (!point || path.text().contains("\n")) {
      throw new BadParameter("path", "'%s' is no absolute path".formatted(path));
    }
    opts.ifPresent(
        text -> {
          if (text.value().isBlank()) {
            throw new BadParameter("opts", "options can't be blank; leave them out");
          }
        });
  }

  private boolean contradicts() {
    return boot && List.of(given().value().split(",")).contains("noauto");
  }

  private Text given() {
    Text text = opts.orElse(Text.of("defaults", Marks.NONE));
    return optsNoLog ? text.with(text.marks().asSecret()) : text;
  }

  /// The options, with what `boot` makes of them.
  Text options() {
    Text text = given();
    return boot ? text : Text.of(text.value() + ",noauto", text.marks());
  }

  RemotePath table() {
    return fstab.orElse(RemotePath.of("/etc/fstab"));
  }

  Fstab.Entry entry() {
    return new Fstab.Entry(
        src.orElse(""), place(), fstype.orElse(""), options().value(), dump, passno);
  }

  private String place() {
    String text = path.text();
    return text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public Plan plan(Probe host) {
    Pending<Output> look = host.lookLater(Command.of("sh", "-c", LOOK, "mount", place()));
    Pending<Optional<Content>> content = host.later(new Question.Read(table(), Probe.READ_LIMIT));
    Pending<FileStat> above = host.later(new Question.Stat(table().parent(), true));
    Pending<FileStat> there =
        path.isAbsolute() ? host.later(new Question.Stat(path, true)) : () -> FileStat.absent(path);
    Optional<String> source = source(look.get().lines());
    boolean other = source.filter(device -> !isSource(device, look.get().lines())).isPresent();
    if (state == State.EPHEMERAL && other) {
      return Plan.refuse(
          "Ephemeral mount point %s is already mounted with a different source: %s"
              .formatted(path, source.get()),
          "Unmount it first: mount: path=%s state=unmounted.".formatted(path));
    }
    Mounting mounting =
        new Mounting(this, content.get(), above.get().exists(), there.get(), source.isPresent());
    return warned(mounting.plan(values()));
  }

  private Plan warned(Plan plan) {
    String warning = "Ignore the 'boot' due to 'opts' contains 'noauto'.";
    return switch (plan) {
      case Plan.Changes changes when contradicts() -> changes.warning(warning);
      case Plan.Unchanged unchanged when contradicts() -> unchanged.warning(warning);
      default -> plan;
    };
  }

  /// What is mounted at the path, if anything is. Of several, the last one lies on top. A directory
  /// that is mounted elsewhere too is called by its path on its own file system.
  private Optional<String> source(List<String> said) {
    String at = Fstab.escaped(said.isEmpty() ? place() : said.getFirst());
    return said.stream()
        .skip(1)
        .map(line -> line.split(" "))
        .filter(fields -> fields.length > 6 && fields[4].equals(at))
        .reduce((first, last) -> last)
        .map(fields -> source(fields));
  }

  /// Whether a device is what the task mounts: also one that stands for a file, as `mount` sets it
  /// up where it is given an image.
  private boolean isSource(String device, List<String> said) {
    String image = "loop %s %s".formatted(device.replaceFirst("^/dev/", ""), src.orElse(""));
    return src.filter(device::equals).isPresent() || said.contains(image);
  }

  private String source(String[] fields) {
    int dash = List.of(fields).lastIndexOf("-");
    String root = Fstab.plain(fields[3]);
    boolean bound = root.length() > 1 && src.filter(its -> its.endsWith(root)).isPresent();
    return bound ? src.orElseThrow() : Fstab.plain(fields[dash + 2]);
  }

  private Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", path.text());
    src.ifPresent(text -> values.put("src", text));
    fstype.ifPresent(text -> values.put("fstype", text));
    values.put("opts", optsNoLog && opts.isPresent() ? HIDDEN : options());
    values.put("dump", dump);
    values.put("passno", passno);
    values.put("boot", boot ? "yes" : "no");
    values.put("fstab", table().text());
    values.put("backup_file", "");
    return values;
  }
}
