package dev.runner.template;

import dev.runner.jinja.JinjaException;
import dev.runner.jinja.Template;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.List;

/// Text that is only looked at: what is wrong with it is told in its place, in ansible-core's
/// words.
final class ShownText {
  private static final String TRUNCATED = "template potentially truncated";

  private final Scope scope;
  private final List<String> mistakes = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  ShownText(Scope scope) {
    this.scope = scope;
  }

  String of(Text written) {
    try {
      String place = Scope.place(written.marks().origin());
      Template.Shown shown = scope.environment().template(written.value(), place).shown(scope);
      mistakes.addAll(shown.mistakes());
      text.append(shown.text());
      shown.broken().ifPresent(e -> tell(scope.mistakes().sentence(e), TRUNCATED));
    } catch (JinjaException e) {
      tell(scope.mistakes().sentence(e));
    } catch (TemplateException e) {
      tell(e.sentence(), TRUNCATED);
    }
    if (!mistakes.isEmpty()) {
      scope.warn(warning(mistakes));
    }
    return text.toString();
  }

  private void tell(String... sentences) {
    for (String sentence : sentences) {
      mistakes.add(sentence);
      text.append(Template.Shown.mark(mistakes));
    }
  }

  /// What is said of mistakes that are told in their places.
  static String warning(List<String> mistakes) {
    int number = mistakes.size();
    StringBuilder warning = new StringBuilder("Encountered ");
    warning.append(number).append(number == 1 ? " template error." : " template errors.");
    for (int i = 0; i < number; i++) {
      warning.append("\nerror ").append(i + 1).append(" - ").append(mistakes.get(i));
    }
    return warning.toString();
  }
}
