package dev.runner.modules.python;

import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.modules.files.Steward;
import dev.runner.values.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks an interpreter what it is and which packages it has.
final class InterpreterReading {
  private static final String ENVIRONMENT =
      """
      import json, os, platform, sys
      try:
          from urllib.parse import unquote
      except ImportError:
          from urllib import unquote
      origins = {}
      for folder in sys.path:
          try:
              names = os.listdir(folder)
          except OSError:
              continue
          for name in names:
              path = os.path.join(folder, name)
              try:
                  if name.endswith('.egg-link'):
                      with open(path) as link:
                          place = os.path.realpath(link.readline().strip())
                      origins[name[:-9]] = [place, '', True]
                  elif name.endswith('.dist-info'):
                      with open(os.path.join(path, 'direct_url.json')) as told:
                          told = json.load(told)
                      url = told['url']
                      place = os.path.realpath(unquote(url[7:])) if url.startswith('file://') else ''
                      revision = told.get('vcs_info', {}).get('requested_revision', '')
                      editable = told.get('dir_info', {}).get('editable', False)
                      origins[name.split('-')[0]] = [place, revision, editable]
              except (IOError, OSError, ValueError, KeyError):
                  pass
      print(json.dumps({'origins': origins}))
      version = '.'.join(map(str, sys.version_info[:3]))
      print(json.dumps({
          'python_version': '.'.join(map(str, sys.version_info[:2])),
          'python_full_version': version, 'implementation_version': version,
          'os_name': os.name, 'sys_platform': sys.platform,
          'platform_machine': platform.machine(), 'platform_system': platform.system(),
          'platform_release': platform.release(), 'platform_version': platform.version(),
          'platform_python_implementation': platform.python_implementation(),
          'implementation_name': platform.python_implementation().lower(), 'extra': ''}))
      """;

  /// Says of modules that can be imported what version they say they are.
  private static final String IMPORTABLE =
      """
      import json, sys
      found = {}
      for name in sys.argv[1:]:
          for module in (name, name.replace('-', '_'), name.replace('-', '.')):
              try:
                  loaded = __import__(module)
              except Exception:
                  continue
              version = getattr(loaded, '__version__', None) or getattr(loaded, 'VERSION', '')
              if isinstance(version, (tuple, list)):
                  version = '.'.join(str(part) for part in version if isinstance(part, int))
              found[name] = str(version)
              break
      print(json.dumps(found))
      """;

  /// Runs a command if the path belongs to whoever runs this.
  private static final String OWN = "[ -O \"$1\" ] || exit 1; shift; exec \"$@\"";

  private static final Pattern PIP = Pattern.compile("^pip (\\S+) from .*");
  private static final Pattern FROZEN = Pattern.compile("([A-Za-z0-9._-]+)==(\\S+)");
  private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9._-]+) @ .*|-e .*egg=(\\S+)");

  private InterpreterReading() {}

  /// What was asked of it and may not be answered yet.
  private record Asked(
      Pending<Output> environment, Pending<Output> version, Pending<Output> listed) {}

  /// Asks it, in two round trips at most.
  static Interpreter read(Probe host, RemotePath python, Optional<Steward> steward) {
    Asked asked = ask(host, python, command -> Interpreter.bare(python, steward).asking(command));
    return heard(host, python, steward, asked);
  }

  /// Puts questions to the interpreter of a virtual environment that are answered if that belongs
  /// to the task's own user: nobody else may run what is in there. Of another's, its steward must
  /// be asked.
  static Function<Steward, Interpreter> inside(
      Probe host, RemotePath environment, RemotePath python) {
    Interpreter bare = Interpreter.bare(python, Optional.empty());
    Command owns = Command.of("sh", "-c", OWN, "own", environment);
    Asked asked =
        ask(
            host,
            python,
            command -> {
              Command plain = bare.asking(command);
              return new Command(
                  owns.and(plain.words().toArray()).words(),
                  plain.directory(),
                  plain.environment(),
                  plain.stdin(),
                  plain.user(),
                  plain.umask(),
                  plain.deadline());
            });
    return steward ->
        steward.isOwn()
            ? heard(host, python, Optional.of(steward), asked)
            : read(host, python, Optional.of(steward));
  }

  /// Puts questions to an interpreter before it is known where it is; what is known then makes the
  /// interpreter of the answers.
  ///
  /// @param reaching the command that puts a question to it
  static Function<RemotePath, Interpreter> unseen(Probe host, UnaryOperator<Command> reaching) {
    RemotePath any = RemotePath.of("python");
    Asked asked =
        ask(
            host,
            any,
            command -> reaching.apply(Interpreter.bare(any, Optional.empty()).asking(command)));
    return python -> heard(host, python, Optional.empty(), asked);
  }

  private static Asked ask(Probe host, RemotePath python, UnaryOperator<Command> asking) {
    Command pip = Command.of(python, "-m", "pip");
    return new Asked(
        host.lookLater(asking.apply(Command.of(python, "-c", ENVIRONMENT))),
        host.lookLater(asking.apply(pip.and("--version"))),
        host.lookLater(asking.apply(pip.and("list", "--format=json"))));
  }

  private static Interpreter heard(
      Probe host, RemotePath python, Optional<Steward> steward, Asked asked) {
    Interpreter bare = Interpreter.bare(python, steward);
    Pending<Output> environment = asked.environment();
    Pending<Output> version = asked.version();
    Output list = asked.listed().get();
    Matcher pip = PIP.matcher(version.get().out());
    boolean none = !pip.matches();
    Optional<RemotePath> uv = none ? host.which("uv") : Optional.empty();
    boolean known = environment.get().ok() && !environment.get().lines().isEmpty();
    if (!known || (none && uv.isEmpty())) {
      Output complaint = known ? version.get() : environment.get();
      return Interpreter.bare(
          python,
          steward,
          Optional.empty(),
          complaint.lastWords().isEmpty() ? "it says nothing" : complaint.lastWords());
    }
    if (none) {
      list = host.look(Interpreter.bare(python, steward, uv, "").asksPip("list", "--format=json"));
    }
    Map<String, String> packages = new LinkedHashMap<>();
    Map<String, PackageOrigin> origins = origins(environment.get().lines());
    if (list.ok()) {
      listed(list.out(), packages, origins);
    } else {
      frozen(host.look(bare.asksPip("freeze")), packages);
    }
    return new Interpreter(
        python,
        steward,
        strings(environment.get().lines().getLast()),
        packages,
        origins,
        none ? "" : pip.group(1),
        uv,
        "");
  }

  private static Map<String, PackageOrigin> origins(List<String> lines) {
    Map<String, PackageOrigin> found = new LinkedHashMap<>();
    if (lines.size() > 1
        && Json.parse(lines.getFirst()) instanceof Map<?, ?> said
        && said.get("origins") instanceof Map<?, ?> origins) {
      origins.forEach(
          (name, value) -> {
            if (value instanceof List<?> parts && parts.size() == 3) {
              found.put(
                  Requirement.normalized(String.valueOf(name)),
                  new PackageOrigin(
                      String.valueOf(parts.get(0)),
                      String.valueOf(parts.get(1)),
                      Boolean.TRUE.equals(parts.get(2))));
            }
          });
    }
    return found;
  }

  private static void listed(
      String json, Map<String, String> packages, Map<String, PackageOrigin> origins) {
    String line = json.lines().filter(each -> each.startsWith("[")).findFirst().orElse("[]");
    if (Json.parse(line) instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> map) {
          String name = Requirement.normalized(String.valueOf(map.get("name")));
          packages.put(name, String.valueOf(map.get("version")));
          if (map.get("editable_project_location") instanceof String place) {
            origins.putIfAbsent(name, new PackageOrigin(place, "", true));
          }
        }
      }
    }
  }

  /// Old pips (before 9) know no JSON.
  private static void frozen(Output output, Map<String, String> packages) {
    for (String line : output.lines()) {
      Matcher exact = FROZEN.matcher(line);
      Matcher named = NAMED.matcher(line);
      if (exact.matches()) {
        packages.put(Requirement.normalized(exact.group(1)), exact.group(2));
      } else if (named.matches()) {
        String name = named.group(1) != null ? named.group(1) : named.group(2);
        packages.put(Requirement.normalized(name), "0");
      }
    }
  }

  /// Versions of modules that can be imported though pip knows no package of that name.
  static Map<String, String> importable(Probe host, Interpreter interpreter, List<String> names) {
    if (names.isEmpty()) {
      return Map.of();
    }
    Output output = host.look(interpreter.asks("-c", IMPORTABLE).and(names.toArray()));
    return output.ok() ? strings(output.lines().getLast()) : Map.of();
  }

  private static Map<String, String> strings(String json) {
    Map<String, String> found = new LinkedHashMap<>();
    if (Json.parse(json) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> found.put(String.valueOf(name), String.valueOf(value)));
    }
    return found;
  }
}
