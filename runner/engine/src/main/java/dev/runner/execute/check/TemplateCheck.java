package dev.runner.execute.check;

import dev.runner.execute.compile.Keywords;
import dev.runner.jinja.Environment;
import dev.runner.jinja.JinjaException;
import dev.runner.jinja.Language;
import dev.runner.playbook.Settings;
import dev.runner.source.Diagnostic;
import dev.runner.source.Vars;
import dev.runner.template.TemplateException;
import dev.runner.template.Templates;
import dev.runner.values.Origin;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks for templates and conditions that can't be parsed, or that name filters and tests that
/// aren't there.
final class TemplateCheck {
  private static final Set<String> CONDITIONS =
      Set.of("when", "changed_when", "failed_when", "until");

  private final Templates templates;
  private final Environment environment;

  TemplateCheck(Templates templates) {
    this.templates = templates;
    this.environment = templates.environment();
  }

  /// Looks through the keywords that stand right here, and the variables.
  void keywords(Settings settings, Origin origin, List<Diagnostic> found) {
    settings
        .own()
        .forEach(
            (name, value) -> {
              Origin place = settings.origin(name).orElse(origin);
              if (CONDITIONS.contains(name)) {
                Keywords.list(value).forEach(each -> condition(each, place, found));
              } else if (name.equals("name")) {
                List<Diagnostic> mistakes = new ArrayList<>(); // a title may lack what it shows
                value(value, place, mistakes);
                mistakes.forEach(each -> found.add(each.asWarning()));
              } else {
                value(value, place, found);
              }
            });
    variables(settings.vars(), origin, found);
  }

  private void variables(Vars vars, Origin origin, List<Diagnostic> found) {
    for (String name : vars.names()) {
      Object value = vars.get(name);
      Origin place = vars.origin(name);
      if (value != null) {
        value(value, place == null ? origin : place, found);
      }
    }
  }

  /// Looks through values, whatever they are called.
  void values(Map<String, Object> values, Origin origin, List<Diagnostic> found) {
    values.values().forEach(value -> value(value, origin, found));
  }

  /// Looks through a value.
  void value(Object value, Origin origin, List<Diagnostic> found) {
    switch (value) {
      case Text text -> {
        if (environment.isTemplate(text)) {
          parse(text, origin, found, () -> templates.parse(text, origin));
        }
      }
      case Map<?, ?> map -> map.values().forEach(each -> value(each, origin, found));
      case Collection<?> list -> list.forEach(each -> value(each, origin, found));
      default -> {}
    }
  }

  /// Looks for what `with_LOOKUP` names.
  void lookup(String name, Origin origin, List<Diagnostic> found) {
    try {
      if (!templates.hasLookup(name)) {
        found.add(
            Diagnostic.error(
                origin, "there is no lookup '%s' for 'with_%s'".formatted(name, name)));
      }
    } catch (PythonException e) {
      found.add(Diagnostic.error(origin, String.valueOf(e.getMessage())));
    }
  }

  /// Looks at a condition, or another expression without braces.
  void condition(Object value, Origin origin, List<Diagnostic> found) {
    boolean isOld = environment.language() == Language.ANSIBLE_2_14;
    if (value instanceof Text text
        && (Templates.isTemplate(text.value()) || (isOld && environment.isTemplate(text)))) {
      value(text, origin, found);
    } else if (value instanceof Text text && !isNone(text)) {
      parse(text, origin, found, () -> environment.expression(text.value(), name(text, origin)));
    }
  }

  /// An empty condition was none in older releases of Ansible.
  private boolean isNone(Text text) {
    return environment.takesAnyCondition() && text.value().isBlank();
  }

  private static void parse(Text text, Origin origin, List<Diagnostic> found, Runnable parse) {
    try {
      parse.run();
    } catch (JinjaException e) {
      Origin own = text.marks().origin();
      String nearest = e.nearest();
      found.add(
          Diagnostic.error(own == null ? origin : own, e.sentence())
              .withHint(nearest == null ? "" : "did you mean '" + nearest + "'?"));
    } catch (TemplateException e) {
      Origin own = text.marks().origin();
      found.add(Diagnostic.error(own == null ? origin : own, e.sentence()));
    }
  }

  private static String name(Text text, Origin origin) {
    Origin own = text.marks().origin();
    Origin place = own == null ? origin : own;
    return place.source() + ":" + place.line();
  }
}
