package dev.runner.modules.system;

import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Effect;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Gives a host its name, now and after its next start.
@Describe(
    summary = "Set the name of a host, now and for its next start.",
    description =
        """
        `/etc/hosts` is left alone. Without `use`, the way is chosen by what the host has: `hostnamectl`
        where systemd runs, else the file that its distribution reads.
        """,
    since = "0.1",
    example =
        """
        - name: name the host
          hostname:
            name: web01
        """,
    returns = {
      @Describe.Returned(name = "name", value = "The name."),
      @Describe.Returned(name = "diff", value = "In diff mode, the name before and after."),
      @Describe.Returned(name = "ansible_facts", value = "The facts that follow from the name.")
    })
public record Hostname(@Param("The name.") String name, @Param("How it is set.") Optional<Use> use)
    implements TaskModule {

  /// How a name is set.
  public enum Use {
    ALPINE,
    DEBIAN,
    FREEBSD,
    GENERIC,
    MACOS,
    MACOSX,
    DARWIN,
    OPENBSD,
    OPENRC,
    REDHAT,
    SLES,
    SOLARIS,
    SYSTEMD
  }

  private static final int LONGEST = 64;

  private static final String LOOK =
      """
      echo "now $(hostname 2>/dev/null || uname -n)"
      if [ -d /run/systemd/system ] && command -v hostnamectl >/dev/null; then
        echo "way systemd"
        echo "static $(hostnamectl --static 2>/dev/null)"
      elif command -v openrc-run >/dev/null && [ -e /etc/conf.d/hostname ]; then echo "way openrc"
      else
        . /etc/os-release 2>/dev/null
        case " ${ID-} ${ID_LIKE-} " in
        *" alpine "*) echo "way alpine" ;;
        *" suse "* | *" sles "*) echo "way sles" ;;
        *" rhel "* | *" fedora "* | *" centos "*) echo "way redhat" ;;
        *) echo "way debian" ;;
        esac
      fi
      """;

  public Hostname {
    if (name.isBlank() || name.length() > LONGEST || name.matches("(?s)-.*|.*[\\s/].*")) {
      throw new BadParameter(
          "name",
          "'%s' can't be the name of a host: 1 to 64 letters, digits, dots, dashes"
              .formatted(name));
    }
    use.ifPresent(
        way -> {
          switch (way) {
            case FREEBSD, MACOS, MACOSX, DARWIN, OPENBSD, SOLARIS ->
                throw new BadParameter("use", "the runner manages no host of this kind: " + way);
            default -> {}
          }
        });
  }

  @Override
  public List<String> alsoNeeds() {
    return use.equals(Optional.of(Use.SYSTEMD)) ? List.of("hostnamectl") : List.of();
  }

  @Override
  public Plan plan(Probe host) {
    Pending<Output> look = host.lookLater(Command.of("sh", "-c", LOOK, "hostname"));
    Map<String, Pending<Optional<Content>>> files = new LinkedHashMap<>();
    for (String path :
        List.of(
            "/etc/hostname", "/etc/HOSTNAME", "/etc/conf.d/hostname", "/etc/sysconfig/network")) {
      files.put(path, host.later(new Question.Read(RemotePath.of(path), 1 << 16)));
    }
    Map<String, String> said = new LinkedHashMap<>();
    look.get()
        .lines()
        .forEach(line -> said.put(line.split(" ")[0], line.substring(line.indexOf(' ') + 1)));
    Use way =
        use.orElseGet(
            () -> Use.valueOf(said.getOrDefault("way", "debian").toUpperCase(Locale.ROOT)));
    List<Step> steps = new ArrayList<>();
    boolean now = name.equals(said.getOrDefault("now", ""));
    switch (way) {
      case SYSTEMD -> {
        if (!now) {
          steps.add(hostnamectl("--transient"));
        }
        if (!name.equals(said.getOrDefault("static", ""))) {
          steps.add(hostnamectl("--pretty"));
          steps.add(hostnamectl("--static"));
        }
      }
      case GENERIC -> {}
      case OPENRC -> keep(steps, files, "/etc/conf.d/hostname", "hostname=\"%s\"", "hostname=");
      case SLES -> keep(steps, files, "/etc/HOSTNAME", "%s", "");
      case REDHAT -> {
        if (text(files, "/etc/hostname").isPresent()) {
          keep(steps, files, "/etc/hostname", "%s", "");
        } else {
          keep(steps, files, "/etc/sysconfig/network", "HOSTNAME=%s", "HOSTNAME=");
        }
      }
      default -> keep(steps, files, "/etc/hostname", "%s", "");
    }
    if (way != Use.SYSTEMD && !now) {
      steps.add(Step.run("set the name " + name, Command.of("hostname", name)));
    }
    return told(steps, said.getOrDefault("now", ""));
  }

  private Step hostnamectl(String which) {
    return Step.run(
        "set the name " + name + " " + which.substring(2),
        Command.of("hostnamectl", which, "set-hostname", name));
  }

  private static Optional<Content> text(
      Map<String, Pending<Optional<Content>>> files, String path) {
    return Optional.ofNullable(files.get(path)).flatMap(Pending::get);
  }

  /// Keeps the name in a file: in the line that starts so, or as its only line beside comments.
  private void keep(
      List<Step> steps,
      Map<String, Pending<Optional<Content>>> files,
      String path,
      String form,
      String start) {
    Optional<Content> before = text(files, path);
    List<String> lines = new ArrayList<>();
    String line = form.formatted(name);
    boolean placed = false;
    for (String old : before.map(Content::lenientText).orElse("").lines().toList()) {
      boolean its =
          start.isEmpty() ? !old.isBlank() && !old.startsWith("#") : old.startsWith(start);
      if (!its) {
        lines.add(old);
      } else if (!placed) {
        lines.add(line);
        placed = true;
      }
    }
    if (!placed) {
      lines.add(line);
    }
    Content after = Content.of(String.join("\n", lines) + "\n");
    if (!before.map(Content::lenientText).orElse("").strip().equals(after.lenientText().strip())) {
      // In containers the file is a mount, which can only be written over.
      steps.add(
          new Step.Write(
              "keep the name in " + path,
              RemotePath.of(path),
              before,
              after,
              Attributes.NONE,
              Optional.empty(),
              false,
              true));
    }
  }

  private static String line(String name) {
    return "hostname = %s\n".formatted(name);
  }

  private Plan told(List<Step> steps, String before) {
    int dot = name.indexOf('.');
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("ansible_hostname", dot < 0 ? name : name.substring(0, dot));
    facts.put("ansible_nodename", name);
    facts.put("ansible_fqdn", name);
    facts.put("ansible_domain", dot < 0 ? "" : name.substring(dot + 1));
    if (steps.isEmpty()) {
      return Plan.learned("the name is %s already".formatted(name))
          .with("name", name)
          .with("ansible_facts", facts)
          .with(new Effect.Facts(facts));
    }
    return Plan.changes(steps)
        .predicting("name", name)
        .predicting("ansible_facts", facts)
        .predicting("diff", Map.of("before", line(before), "after", line(name)))
        .after(
            (outputs, now) ->
                Plan.learned("").with("ansible_facts", facts).with(new Effect.Facts(facts)));
  }
}
