package dev.runner.modules.packages.apt;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.values.None;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Sees to where dpkg puts a package's copy of a file.
@Describe(
    summary = "Have dpkg put packages' copies of a file elsewhere, or no longer.",
    description =
        """
        A diversion lets a file of one's own stand where a package would put its own. `dpkg-divert(1)`
        keeps them.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: keep the package's settings beside ours
          dpkg_divert:
            path: /etc/app/app.conf
            rename: true
        """,
    returns = {
      @Describe.Returned(
          name = "diversion",
          value = "The path, state, holder and divert of the diversion, as they are then."),
      @Describe.Returned(name = "commands", value = "The commands that do it."),
      @Describe.Returned(name = "messages", value = "What dpkg-divert said.")
    })
@Needs("dpkg-divert")
public record DpkgDivert(
    @Param("The file, by its whole path.") RemotePath path,
    @Param(value = "Whether there is to be a diversion.", byDefault = "present") State state,
    @Param("The package whose copy stays where it is; LOCAL if left out: none.")
        Optional<String> holder,
    @Param("Where the copies go; the path with .distrib behind it if left out.")
        Optional<RemotePath> divert,
    @Param(
            value = "Whether the file itself is moved there, or back; only with the diversion.",
            byDefault = "false")
        boolean rename,
    @Param(
            value = "Whether what is where it is moved to is lost; without it, that is refused.",
            byDefault = "false")
        boolean force)
    implements TaskModule {

  /// Whether there is to be a diversion.
  public enum State {
    ABSENT,
    PRESENT
  }

  /// Prints the program, `--no-rename` if it knows that, holder and place of the diversion, and
  /// which of the three files are there.
  private static final String LOOK =
      """
      program=$(command -v dpkg-divert) && echo "$program"
      if dpkg-divert --help | grep -q -e --no-rename; then echo --no-rename; else echo; fi
      holder=$(dpkg-divert --listpackage "$1") || exit
      printf '%s\\n' "$holder"
      there=
      [ -z "$holder" ] || there=$(dpkg-divert --truename "$1") || exit
      printf '%s\\n' "$there"
      for file in "$1" "$2" "$there"; do
        if [ -n "$file" ] && [ -e "$file" ]; then echo there; else echo gone; fi
      done
      """;

  private static final int ANSWERS = 7;

  public DpkgDivert {
    if (!path.isAbsolute() || divert.filter(place -> !place.isAbsolute()).isPresent()) {
      throw new BadParameter("path", "dpkg knows files by their whole paths: they begin with /");
    }
    if (holder.filter(name -> !name.matches("[A-Za-z0-9][A-Za-z0-9+.:_-]*")).isPresent()) {
      throw new BadParameter("holder", "'%s' is no name of a package".formatted(holder.get()));
    }
  }

  /// A diversion, or that there is none.
  private record Diversion(String holder, String place) {
    static final Diversion NONE = new Diversion("", "");

    boolean exists() {
      return !holder.isEmpty();
    }

    Map<String, Object> values(RemotePath path) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("path", path.text());
      values.put("state", exists() ? "present" : "absent");
      values.put("divert", exists() ? place : None.NONE);
      values.put("holder", exists() ? holder : None.NONE);
      return values;
    }
  }

  /// What the host says.
  private record Look(
      String program, String still, Diversion now, boolean file, boolean target, boolean diverted) {
    static Optional<Look> of(Output output) {
      List<String> lines = output.lines();
      return output.ok() && lines.size() >= ANSWERS
          ? Optional.of(
              new Look(
                  lines.get(0),
                  lines.get(1),
                  new Diversion(lines.get(2), lines.get(3)),
                  lines.get(4).equals("there"),
                  lines.get(5).equals("there"),
                  lines.get(6).equals("there")))
          : Optional.empty();
    }
  }

  private Diversion wanted() {
    return state == State.ABSENT
        ? Diversion.NONE
        : new Diversion(
            holder.orElse("LOCAL"), divert.map(RemotePath::text).orElse(path + ".distrib"));
  }

  @Override
  public Plan plan(Probe host) {
    Diversion wanted = wanted();
    String target = wanted.exists() ? wanted.place() : path + ".distrib";
    Output asked =
        host.look(Command.of("sh", "-c", LOOK, "dpkg_divert", path, target).with("LC_ALL", "C"));
    Optional<Look> read = Look.of(asked);
    if (read.isEmpty()) {
      return Plan.refuse(
          "dpkg-divert can't be asked: " + asked.lastWords(), "try `dpkg-divert --list` there");
    }
    Look look = read.get();
    if (wanted.equals(look.now())) {
      return Plan.unchanged("the diversion is so already")
          .withAll(values(wanted, List.of(main(look, rename))))
          .with("messages", List.of());
    }
    return look.now().exists() && wanted.exists() ? moved(look, wanted) : made(look, wanted);
  }

  private Plan made(Look look, Diversion wanted) {
    List<Step> steps = new ArrayList<>();
    boolean inTheWay = look.file() && (wanted.exists() ? look.target() : look.diverted());
    if (rename && inTheWay) {
      RemotePath lost = wanted.exists() ? RemotePath.of(wanted.place()) : path;
      if (!force) {
        return Plan.refuse(
                "Set 'force' param to True to force renaming of files.",
                "%s would be lost: look at it first".formatted(lost))
            .with("diversion", look.now().values(path));
      }
      steps.add(new Step.Delete("remove " + lost, lost));
    }
    Command main = main(look, rename);
    steps.add(Step.run((wanted.exists() ? "divert " : "no longer divert ") + path, main));
    return ended(steps, values(wanted, List.of(main)));
  }

  /// dpkg can't change a diversion: the old one is removed, and another made.
  private Plan moved(Look look, Diversion wanted) {
    List<Object> words = new ArrayList<>(List.of(look.program()));
    if (!look.still().isEmpty()) {
      words.add(look.still());
    }
    words.addAll(List.of("--remove", path));
    Command remove = Command.of(words).with("LC_ALL", "C");
    Command main = main(look, false);
    List<Step> steps =
        new ArrayList<>(
            List.of(
                Step.run("no longer divert %s to %s".formatted(path, look.now().place()), remove),
                Step.run("divert %s to %s".formatted(path, wanted.place()), main)));
    if (look.diverted() && !look.target()) {
      RemotePath old = RemotePath.of(look.now().place());
      steps.add(new Step.Move("move what was diverted", old, RemotePath.of(wanted.place())));
    }
    return ended(steps, values(wanted, List.of(remove, main)));
  }

  private static Plan ended(List<Step> steps, Map<String, Object> values) {
    return Plan.changes(steps)
        .predictingAll(values)
        .after(
            (outputs, now) -> {
              List<Object> said = new ArrayList<>();
              for (int i = 0; i < steps.size(); i++) {
                if (steps.get(i) instanceof Step.Run) {
                  said.add(outputs.get(i).out().strip());
                }
              }
              return Finished.changed("").withAll(values).with("messages", said);
            });
  }

  private Command main(Look look, boolean renames) {
    List<Object> words = new ArrayList<>(List.of(look.program()));
    if (renames) {
      words.add("--rename");
    } else if (!look.still().isEmpty()) {
      words.add(look.still());
    }
    if (state == State.ABSENT) {
      words.addAll(List.of("--remove", path));
    } else {
      Optional<String> owner = holder.filter(name -> !name.equals("LOCAL"));
      words.addAll(owner.map(name -> List.of("--package", name)).orElse(List.of("--local")));
      divert.ifPresent(place -> words.addAll(List.of("--divert", place)));
      words.addAll(List.of("--add", path));
    }
    return Command.of(words).with("LC_ALL", "C");
  }

  private Map<String, Object> values(Diversion wanted, List<Command> commands) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("diversion", wanted.values(path));
    values.put("commands", commands.stream().map(DpkgDivert::line).toList());
    return values;
  }

  private static Object line(Command command) {
    return command.words().stream().map(Text::value).collect(Collectors.joining(" "));
  }
}
