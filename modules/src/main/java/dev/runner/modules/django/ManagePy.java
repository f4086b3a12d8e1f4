package dev.runner.modules.django;

import dev.runner.module.Account;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.modules.files.Steward;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How a site's `manage.py` is run: by the owner of the tree, in its real directory, never asking.
///
/// @param site where it is and by what it is run
/// @param python the interpreter
/// @param locale one of the host's whose encoding is UTF-8
record ManagePy(DjangoSite site, Steward steward, RemotePath python, String locale) {
  /// Python reads file names by the locale: in `C`, one with an accent ends `collectstatic`.
  private static final String LOCALE = "C.UTF-8";

  private static final List<String> LOCALES =
      List.of("c.utf8", "c.utf-8", "en_us.utf8", "en_us.utf-8");

  /// Looks for an interpreter that has Django: virtual environments beside the site first.
  private static final String FIND_PYTHON =
      """
      for p in "$1/.venv/bin/python" "$1/venv/bin/python" "$1/env/bin/python" \
      "$1/../venv/bin/python" "$1/../env/bin/python" python3 python python2.7 python2; do
        p=$(command -v "$p") && "$p" -c 'import django' 2>/dev/null && echo "$p" && exit 0
      done
      exit 1
      """;

  /// Shows processes that run `migrate` in a directory.
  private static final String FIND_RUNNING =
      """
      cd /
      for p in /proc/[0-9]*; do
        [ "$p" = "/proc/$$" ] && continue
        [ "$(readlink "$p/cwd" 2>/dev/null)" = "$1" ] || continue
        words=$(tr '\\0' ' ' 2>/dev/null <"$p/cmdline")
        case "$words" in
          *"$2"*' migrate '*|*' migrate '*"$2"*) echo "${p#/proc/} $words" ;;
        esac
      done
      """;

  /// What was found: a way to run it, or why there is none.
  sealed interface Found {
    record Ready(ManagePy manage) implements Found {}

    record Missing(Plan.Refused because) implements Found {}
  }

  /// Looks for manage.py and an interpreter, in two round trips.
  static Found find(Probe host, DjangoSite site) {
    Pending<FileStat> top = host.later(new Question.Stat(site.directory(), true));
    Pending<FileStat> script =
        host.later(new Question.Stat(site.directory().resolve(site.manage()), true));
    Pending<Account> self = host.later(new Question.Self());
    Pending<Output> locales = host.lookLater(Command.of("locale", "-a"));
    if (!script.get().exists()) {
      return new Found.Missing(
          Plan.refuse(
              "there is no %s in %s".formatted(site.manage(), site.directory()),
              "give the directory of the site's manage.py"));
    }
    Steward steward = new Steward(top.get(), self.get());
    Optional<Plan.Refused> stranger = steward.obstacle();
    if (stranger.isPresent()) {
      return new Found.Missing(stranger.get());
    }
    Optional<RemotePath> python = site.interpreter().or(() -> search(host, steward, site));
    return python.isPresent()
        ? new Found.Ready(new ManagePy(site, steward, python.get(), utf8(locales.get())))
        : new Found.Missing(
            Plan.refuse(
                "no Python with Django was found for " + site.directory(),
                "say which one by `python` or `virtualenv`"));
  }

  /// The best of the host's locales; not each has `C.UTF-8`, and not each can list them.
  private static String utf8(Output locales) {
    return LOCALES.stream()
        .flatMap(wanted -> locales.lines().stream().filter(wanted::equalsIgnoreCase))
        .findFirst()
        .orElse(LOCALE);
  }

  private static Optional<RemotePath> search(Probe host, Steward steward, DjangoSite site) {
    Output output =
        host.look(
            steward.asks(
                quiet(Command.of("sh", "-c", FIND_PYTHON, "find-python", site.directory()))));
    return output.ok() && !output.out().isEmpty()
        ? Optional.of(RemotePath.of(output.out()))
        : Optional.empty();
  }

  /// A question to the site.
  Command inspects(String... what) {
    return looks("inspect", what);
  }

  /// A question to the site by one of our own programs.
  Command looks(String mode, String... words) {
    return steward.asks(quiet(harness(mode, words)));
  }

  /// Runs something of our own in the site.
  Command acts(String mode, String... words) {
    return steward.acts(environment(harness(mode, words)));
  }

  private Command harness(String mode, String... words) {
    List<Object> all =
        new ArrayList<>(
            List.of(
                python,
                "-",
                mode,
                site.database(),
                site.stateDirectory().map(RemotePath::text).orElse("auto"),
                site.manage()));
    all.addAll(Arrays.asList(words));
    return environment(Command.of(all).in(site.directory()).reading(program(mode)));
  }

  private Command plain(Object... words) {
    return environment(Command.of(python, site.manage()).and(words).in(site.directory()));
  }

  /// A command of manage.py that changes nothing.
  Command asks(Object... words) {
    return steward.asks(quiet(plain(words)));
  }

  /// A command of manage.py.
  Command runs(Object... words) {
    return steward.acts(plain(words));
  }

  /// Processes that migrate this site right now, as the task's user sees them, and as the owner
  /// does: in a container not even root sees where another user's process runs.
  List<Command> running() {
    Command command =
        Command.of("sh", "-c", FIND_RUNNING, "find-running", site.directory(), site.manage());
    return List.of(command, steward.asks(command));
  }

  private Command environment(Command command) {
    Command with =
        command
            .with("LC_ALL", locale)
            .with("PYTHONIOENCODING", "utf-8")
            .with("PYTHONUNBUFFERED", "1");
    Command looking =
        site.pythonpath().map(path -> with.with("PYTHONPATH", path.text())).orElse(with);
    return site.settings()
        .map(name -> looking.with("DJANGO_SETTINGS_MODULE", name))
        .orElse(looking);
  }

  private static Command quiet(Command command) {
    return command.with("PYTHONDONTWRITEBYTECODE", "1");
  }

  /// The program, as far as it is wanted: what all parts need, the part itself and those that it
  /// builds on, and the call.
  private static Content program(String mode) {
    StringBuilder program = new StringBuilder(part("site"));
    if (mode.equals("restore")) {
      program.append("\n\n").append(part("dump"));
    }
    program.append("\n\n").append(part(mode)).append("\n\nmain()\n");
    return Content.of(program.toString());
  }

  private static String part(String name) {
    try (InputStream in = ManagePy.class.getResourceAsStream(name + ".py")) {
      if (in == null) {
        throw new IllegalStateException(name + ".py is missing in this jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
