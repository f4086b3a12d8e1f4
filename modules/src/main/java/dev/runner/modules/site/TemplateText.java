package dev.runner.modules.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The text of a Django template, with its comments read as the engine does: `{# … #}` within a
/// line, `{% comment %} … {% endcomment %}` over lines (Django documentation, "The Django template
/// language", Comments); and HTML's, which are sent but not shown.
record TemplateText(String text) {
  private static final Pattern COMMENTS =
      Pattern.compile(
          "\\{#[^\\n]*?#\\}"
              + "|\\{%[ \\t]*comment(?:[ \\t][^%]*)?%\\}.*?\\{%[ \\t]*endcomment[ \\t]*%\\}"
              + "|<!--.*?-->",
          Pattern.DOTALL);

  /// What is shown: the text without comments and without space around it.
  String shown() {
    return COMMENTS.matcher(text).replaceAll("").strip();
  }

  /// The text with the line that matches made active: taken out of its comment, and changed.
  ///
  /// @param line finds the line
  /// @param change what becomes of it
  Optional<String> activating(Pattern line, java.util.function.UnaryOperator<String> change) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    for (int i = 0; i < lines.size(); i++) {
      if (!line.matcher(lines.get(i)).find()) {
        continue;
      }
      String bare = lines.get(i).replaceFirst("^\\s*(\\{#|<!--)\\s*", "");
      bare = bare.replaceFirst("\\s*(#\\}|-->)\\s*$", "").strip();
      String active = change.apply(bare);
      lines.set(i, active);
      String whole = String.join("\n", lines) + "\n";
      return Optional.of(
          new TemplateText(whole).shown().contains(active.strip())
              ? whole
              : text + (text.endsWith("\n") ? "" : "\n") + active + "\n");
    }
    return Optional.empty();
  }
}
