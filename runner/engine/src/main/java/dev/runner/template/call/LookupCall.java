package dev.runner.template.call;

import dev.runner.jinja.Language;
import dev.runner.jinja.Rendering;
import dev.runner.template.file.PathFilters;
import dev.runner.template.ports.ControlText;
import dev.runner.template.ports.Ports;
import dev.runner.template.ports.SearchPath;
import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One use of a lookup.
///
/// @param name the short one
/// @param terms what is looked up
/// @param options by name
public record LookupCall(
    String name,
    List<Object> terms,
    Map<String, Object> options,
    Rendering rendering,
    Ports ports) {

  /// What `undef()` says that was given no words of its own.
  public static final String UNTOLD = "Mandatory variable has not been overridden";

  /// An option, or null if it isn't given.
  public @Nullable Object option(String option) {
    Object value = options.get(option);
    return value instanceof Undefined || value == None.NONE ? null : value;
  }

  /// An option as text.
  public String text(String option, String byDefault) {
    Object value = option(option);
    return value == null ? byDefault : Python.string(value);
  }

  /// An option that is true or false.
  public boolean flag(String option, boolean byDefault) {
    Object value = option(option);
    return value == null
        ? byDefault
        : Booleans.of(value)
            .orElseThrow(
                () ->
                    wrong(
                        "'%s' is true or false, not '%s'".formatted(option, Python.string(value))));
  }

  /// A term that must be text.
  public static String text(Object term) {
    if (!Text.isText(term)) {
      throw PythonException.type("a lookup's term is text here, not " + Python.typeName(term));
    }
    return Python.string(term);
  }

  /// That the lookup fails.
  public PythonException wrong(String sentence) {
    return PythonException.runtime(sentence);
  }

  /// Where the task looks for files.
  public SearchPath path() {
    return SearchPath.of(rendering.variables(), ports.here());
  }

  /// Whether it is told as before ansible-core 2.19.
  public boolean isFormer() {
    return rendering.language() == Language.ANSIBLE_2_14;
  }

  /// A file of a kind, found on the search path.
  ///
  /// @param kind `files`, `templates`…
  public Path file(String kind, String file) {
    return file(
        kind,
        file,
        (isFormer()
                ? "could not locate file in lookup: %s"
                : "Unable to access the file '%s': File not found")
            .formatted(file));
  }

  /// The same.
  ///
  /// @param missing what is said if it isn't there
  public Path file(String kind, String file, String missing) {
    SearchPath path = path();
    return path.find(ports.files(), kind, PathFilters.expandUser(file, ports))
        .orElseThrow(
            () ->
                wrong(
                    "%s. It was looked for in %s"
                        .formatted(
                            missing,
                            String.join(
                                ", ",
                                path.candidates(kind, file).stream()
                                    .map(Path::toString)
                                    .toList()))));
  }

  /// What a file holds; read from outside, it is no template.
  public Text content(Path file) {
    return content(file, "utf-8");
  }

  /// What a file holds that is written in another encoding.
  public Text content(Path file, String encoding) {
    Charset charset;
    try {
      charset = Charset.forName(encoding.replace("iso8859", "iso-8859").replace("utf8", "utf-8"));
    } catch (IllegalArgumentException e) {
      throw wrong("unknown encoding: %s".formatted(encoding));
    }
    ControlText text = ControlText.read(ports, file, charset);
    return Text.of(text.text(), text.secret() ? Marks.NONE.asSecret() : Marks.NONE);
  }

  /// Text from outside: never a template.
  public static Text untrusted(String text) {
    return Text.of(text, Marks.NONE);
  }
}
