package dev.runner.cli.doc;

import dev.runner.configuration.Option;
import dev.runner.playbook.Keyword;
import dev.runner.playbook.Level;
import dev.runner.variables.Precedence;
import dev.runner.variables.SpecialVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Pages on what isn't a module: keywords, variables, settings.
final class LanguagePages {
  private static final String WRITTEN =
      "<!-- Written by `runner doc --reference`; its source is the code that reads these. -->\n\n";
  private static final List<Level> LEVELS =
      List.of(Level.PLAY, Level.ROLE, Level.BLOCK, Level.TASK, Level.HANDLER);

  private LanguagePages() {}

  /// The pages by their names.
  static Map<String, String> all() {
    return Map.of(
        "keywords.md", keywords(), "variables.md", variables(), "configuration.md", settings());
  }

  private static String keywords() {
    StringBuilder out =
        new StringBuilder(WRITTEN)
            .append(
                """
                # Keywords

                A template may stand for any value. Of keywords that reach what is inside, the
                nearest one holds; those marked *together* hold all at once.

                | Keyword | At | Value | Reaches | |
                |---|---|---|---|---|
                """);
    for (Keyword keyword : Keyword.all()) {
      List<String> at =
          LEVELS.stream()
              .filter(keyword::isFor)
              .map(level -> level.name().toLowerCase(Locale.ROOT))
              .toList();
      String reaches =
          switch (keyword.inheritance()) {
            case NONE -> "";
            case NEAREST -> "inside";
            case TOGETHER -> "inside, together";
          };
      row(
          out,
          code(keyword.name()),
          String.join(", ", at),
          keyword.shape().phrase(),
          reaches,
          keyword.text());
    }
    return out.toString();
  }

  private static String variables() {
    StringBuilder out =
        new StringBuilder(WRITTEN)
            .append(
                """
                # Variables

                ## Precedence

                The later one wins.

                """);
    int number = 1;
    for (Precedence level : Precedence.values()) {
      out.append("%d. %s\n".formatted(number++, level.text()));
    }
    out.append(
        """

        ## Special variables

        The run itself sets them; nobody else can.

        | Variable | |
        |---|---|
        """);
    SpecialVariable.all().forEach(each -> row(out, code(each.name()), each.text()));
    return out.toString();
  }

  private static String settings() {
    StringBuilder out =
        new StringBuilder(WRITTEN)
            .append(
                """
                # Settings

                The first variable of the environment that is set wins, then the configuration file,
                then the default. The file is the one that `ANSIBLE_CONFIG` names, `ansible.cfg`
                where you stand, `~/.ansible.cfg`, or `/etc/ansible/ansible.cfg`; one in a directory
                that everybody may write to isn't read. `runner config dump` shows what holds, and
                from where.

                | Setting | Environment | In the file | Default | |
                |---|---|---|---|---|
                """);
    for (Option option : Option.values()) {
      row(
          out,
          code(option.ansibleName()),
          code(option.variables()),
          code(option.keys()),
          code(option.byDefault()),
          option.text());
    }
    return out.toString();
  }

  private static String code(List<String> words) {
    return String.join(", ", words.stream().map(LanguagePages::code).toList());
  }

  private static String code(String word) {
    return word.isEmpty() ? "" : "`" + word + "`";
  }

  private static void row(StringBuilder out, String... cells) {
    List<String> escaped = new ArrayList<>();
    for (String cell : cells) {
      escaped.add(cell.replace("|", "\\|"));
    }
    out.append("| ").append(String.join(" | ", escaped)).append(" |\n");
  }
}
