package dev.runner.template;

import dev.runner.jinja.Environment;
import dev.runner.jinja.Language;
import dev.runner.jinja.Syntax;
import dev.runner.jinja.Template;
import dev.runner.template.call.Booleans;
import dev.runner.template.ports.ControlText;
import dev.runner.template.ports.Ports;
import dev.runner.template.ports.SearchPath;
import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.Origin;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// One template file, rendered for one task.
///
/// @param file where it was found
/// @param written as the task names it
/// @param parameters of the task
record TemplateFile(Ports ports, Path file, String written, Map<String, Object> parameters) {
  private static final String MANAGED = "ansible_managed";

  /// The text that it makes.
  Text render(Scope scope) {
    Object value = value(scope);
    return value instanceof Text text
        ? text
        : Text.of(
            value == None.NONE ? "" : Python.string(value), Texts.within(value, Marks.TRUSTED));
  }

  /// What it makes: a value of its own type if the file is one expression, else text.
  Object value(Scope scope) {
    ControlText source = ControlText.read(ports, file);
    Map<String, Object> variables = FileVariables.of(ports, file, written, parameters);
    if (scope.isWritten(MANAGED)) {
      variables.remove(MANAGED); // the user's own
    }
    Scope own = scope.under(variables);
    SearchPath path = SearchPath.of(scope, ports.here());
    List<Path> places = path.forTemplates(directory());
    Object made =
        file.toString().endsWith(".mustache")
            ? new MustacheFile(ports, places, file).render(source.text(), own)
            : jinja(source.text(), own, places);
    return source.secret()
        ? Text.of(Python.string(made), Texts.within(made, Marks.TRUSTED).asSecret())
        : made;
  }

  private Path directory() {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? ports.here() : parent;
  }

  private Object jinja(String text, Scope scope, List<Path> places) {
    JinjaHeader header = JinjaHeader.of(text, syntax(), scope.environment().language(), origin());
    Environment environment =
        scope.environment().with(header.syntax(), new FileLoader(ports, places));
    Object result;
    try {
      result = made(environment, header, scope);
    } catch (TemplateException e) {
      throw header.text().length() == text.length() ? e : e.belowHeader(file.toString());
    }
    return result instanceof Text made
        ? restored(made, header.text(), header.syntax().newline())
        : result;
  }

  /// What its text makes: from Ansible 2.19 on a value of its own type if it is one expression,
  /// text otherwise.
  ///
  /// @param environment knows where its includes are
  private Object made(Environment environment, JinjaHeader header, Scope scope) {
    return scope
        .mistakes()
        .guarded(
            origin(),
            TemplateMistakes.TEMPLATE,
            () -> {
              Template template =
                  environment.template(header.text(), file.toString(), header.syntax());
              Object value =
                  scope
                      .uses()
                      .at(
                          origin(),
                          () ->
                              environment.language() == Language.ANSIBLE_2_19
                                  ? template.value(scope)
                                  : template.render(scope));
              if (value instanceof Unknown unknown) {
                throw new UnknownException(unknown);
              }
              return value instanceof String plain ? Text.of(plain, Marks.NONE) : value;
            });
  }

  private Origin origin() {
    return new Origin(file.toString(), 0, 0);
  }

  private Syntax syntax() {
    Syntax syntax =
        Syntax.ANSIBLE_FILE.trimming(flag("trim_blocks", true), flag("lstrip_blocks", false));
    for (Map.Entry<String, Object> entry : parameters.entrySet()) {
      syntax = JinjaHeader.delimiter(syntax, entry.getKey(), entry.getValue());
    }
    return syntax;
  }

  private boolean flag(String name, boolean byDefault) {
    Object value = parameters.get(name);
    return value == null ? byDefault : Booleans.of(value).orElse(byDefault);
  }

  /// Jinja drops the last newline, and a block at the end takes another with it: as many newlines
  /// as the file ends in are put back.
  private static Text restored(Text result, String source, String newline) {
    int missing = newlines(source) - newlines(result.value());
    return missing <= 0
        ? result
        : Text.of(result.value() + newline.repeat(missing), result.marks());
  }

  private static int newlines(String text) {
    int count = 0;
    while (count < text.length() && text.charAt(text.length() - 1 - count) == '\n') {
      count++;
    }
    return count;
  }
}
