package dev.runner.template;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.TemplateContext;
import dev.runner.jinja.Variables;
import dev.runner.template.ports.ControlText;
import dev.runner.template.ports.Ports;
import dev.runner.values.Marks;
import dev.runner.values.Origin;
import dev.runner.values.Text;
import dev.runner.values.UnknownException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;

/// A template of Mustache (mustache.github.io), for configuration files: nothing is escaped, a
/// value that isn't there is a mistake, a section that isn't there is left out. Values are text
/// only: what they hold is never read as a template again.
///
/// @param places where partials are looked for
record MustacheFile(Ports ports, List<Path> places, Path file) {

  Text render(String source, Variables variables) {
    MustacheValues values = new MustacheValues(file.toString());
    try {
      Writer out = new StringWriter();
      new Factory(values)
          .compile(new StringReader(source), file.toString())
          .execute(out, List.of(variables))
          .flush();
      return Text.of(out.toString(), values.marks());
    } catch (MustacheException e) {
      throw translated(e);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory can't fail", e);
    }
  }

  private RuntimeException translated(MustacheException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof TemplateException || cause instanceof UnknownException) {
        return (RuntimeException) cause;
      }
    }
    TemplateContext place = e.getContext();
    int line = place == null ? 0 : place.line();
    Origin origin =
        new Origin(place == null ? file.toString() : place.file(), line, line == 0 ? 0 : 1);
    String sentence = String.valueOf(e.getMessage()).replaceFirst(" @\\[.*\\]$", "");
    return new TemplateException(sentence, "", origin, false, e);
  }

  /// Finds partials, and leaves text as it is.
  private final class Factory extends DefaultMustacheFactory {
    Factory(MustacheValues values) {
      setObjectHandler(values);
    }

    @Override
    public void encode(String value, Writer writer) {
      try {
        writer.write(value);
      } catch (IOException e) {
        throw new MustacheException(e.getMessage(), e);
      }
    }

    @Override
    public Reader getReader(String name) {
      for (Path place : places) {
        Path candidate = place.resolve(name).normalize();
        if (ports.files().isFile(candidate)) {
          return new StringReader(ControlText.read(ports, candidate).text());
        }
      }
      throw new TemplateException(
          "there is no partial '%s'".formatted(name),
          "it was looked for in " + String.join(", ", places.stream().map(Path::toString).toList()),
          new Origin(file.toString(), 0, 0),
          false,
          null);
    }
  }

  /// The marks that a template's own text has.
  static final Marks OWN = Marks.TRUSTED;
}
