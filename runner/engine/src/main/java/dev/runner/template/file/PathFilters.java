package dev.runner.template.file;

import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.template.ports.Ports;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Filters on paths of the control machine, as Python's `os.path` and `ntpath` compute them.
public final class PathFilters {
  private PathFilters() {}

  /// Applies one of its filters.
  public static Object apply(Call call) {
    return switch (call.name()) {
      case "basename" -> PosixPaths.basename(path(call));
      case "dirname" -> PosixPaths.dirname(path(call));
      case "normpath" -> PosixPaths.normalized(path(call));
      case "splitext" -> pair(PosixPaths.extension(path(call)));
      case "expanduser" -> expandUser(path(call), call.ports());
      case "expandvars" -> PosixPaths.expanded(path(call), call.ports().environment());
      case "realpath" ->
          call.ports().disk().real(call.ports().here().resolve(path(call))).toString();
      case "relpath" -> relative(call);
      case "path_join" -> join(call);
      case "commonpath" -> PosixPaths.common(texts("|commonpath expects sequence", call.value()));
      case "fileglob" -> Globs.files(path(call), call.ports());
      case "win_basename" -> WindowsPaths.basename(path(call));
      case "win_dirname" -> WindowsPaths.dirname(path(call));
      case "win_splitdrive" -> pair(WindowsPaths.drive(path(call)));
      default -> throw call.unknown();
    };
  }

  private static String path(Call call) {
    call.bind0();
    return text(call.value());
  }

  private static String text(Object value) {
    if (!Text.isText(value)) {
      throw PythonException.type(
          "expected str, bytes or os.PathLike object, not " + Python.typeName(value));
    }
    return Python.string(value);
  }

  private static List<String> texts(String demand, Object value) {
    if (Text.isText(value) || value instanceof Map || !Python.isIterable(value)) {
      throw PythonException.type(
          "%s, got <class '%s'> instead.".formatted(demand, Python.typeName(value)));
    }
    List<String> texts = new ArrayList<>();
    for (Object each : Python.list(value)) {
      texts.add(text(each));
    }
    return texts;
  }

  private static Object pair(String[] parts) {
    return Tuple.of((Object[]) parts);
  }

  /// The path with the home directory in place of `~` or `~user`.
  public static String expandUser(String path, Ports ports) {
    if (!path.startsWith("~")) {
      return path;
    }
    int slash = path.indexOf('/');
    String user = path.substring(1, slash < 0 ? path.length() : slash);
    String home = user.isEmpty() ? ports.home() : ports.disk().home(user).orElse(null);
    String rest = slash < 0 ? "" : path.substring(slash);
    return home == null ? path : home.replaceFirst("/+$", "") + rest;
  }

  private static Object relative(Call call) {
    Bound bound = call.bind("start?");
    Path here = call.ports().here();
    Path from = here.resolve(bound.text("start", ".")).normalize();
    String path = text(call.value());
    if (path.isEmpty()) {
      throw PythonException.value("no path specified");
    }
    String result = from.relativize(here.resolve(path).normalize()).toString();
    return result.isEmpty() ? "." : result;
  }

  private static Object join(Call call) {
    call.bind0();
    if (Text.isText(call.value())) {
      return call.value();
    }
    return PosixPaths.joined(texts("|path_join expects string or sequence", call.value()));
  }
}
