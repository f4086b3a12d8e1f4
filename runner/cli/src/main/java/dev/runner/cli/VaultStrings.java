package dev.runner.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// `runner vault encrypt_string`: texts for YAML files.
@CommandLine.Command(name = "encrypt_string", description = "Encrypt texts, for YAML files.")
final class VaultStrings extends VaultVerb.Action {
  private static final String INDENT = " ".repeat(10);

  @CommandLine.Parameters(paramLabel = "TEXT", description = "None, or '-': read input.")
  private List<String> texts = new ArrayList<>();

  @Option(
      names = {"-n", "--name"},
      paramLabel = "NAME",
      description = "The name of a text's variable, in the order of the texts.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--stdin-name",
      paramLabel = "NAME",
      description = "Read a text from input: the name of its variable.")
  private String inputName = "";

  @Option(
      names = {"-p", "--prompt"},
      description = "Ask for a text.")
  private boolean asks;

  @Option(names = "--show-input", description = "Show what is typed.")
  private boolean shows;

  @Option(names = "--output", paramLabel = "FILE", description = "Where to; '-' prints it.")
  private String output = "-";

  /// A text, and the name of its variable if it has one.
  ///
  /// @param from where it came from
  private record Named(Optional<String> name, byte[] text, String from) {
    private String comment(int number) {
      String which = "the string #%d from %s".formatted(number, from);
      return name.map(each -> "variable (\"%s\", %s).".formatted(each, which)).orElse(which + ".)");
    }
  }

  @Override
  public Integer call() {
    VaultKeys keys = keys();
    VaultFiles files = files();
    StringBuilder all = new StringBuilder();
    List<Named> named = named(files);
    for (Named each : named) {
      String envelope = new String(keys.encrypt(each.text()), StandardCharsets.UTF_8);
      each.name().ifPresent(name -> all.append(name).append(": "));
      all.append("!vault |\n");
      envelope.lines().forEach(line -> all.append(INDENT).append(line).append('\n'));
    }
    files.write(
        output.equals("-") ? Optional.empty() : Optional.of(files.path(output)),
        all.toString().getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < named.size() && named.size() > 1; i++) {
      tell("# The encrypted version of " + named.get(i).comment(i + 1));
    }
    told("Encryption successful");
    return ExitCode.FINE.status();
  }

  private List<Named> named(VaultFiles files) {
    List<Named> all = new ArrayList<>();
    if (texts.contains("-") || !inputName.isEmpty() || (texts.isEmpty() && !asks)) {
      byte[] input = files.read(Optional.empty());
      if (input.length == 0) {
        throw new BadOptions("the input is empty: there is nothing to encrypt");
      }
      all.add(new Named(Optional.of(inputName).filter(name -> !name.isEmpty()), input, "stdin"));
    }
    if (asks) {
      all.add(asked());
    }
    List<String> given = texts.stream().filter(text -> !text.equals("-")).toList();
    for (int i = 0; i < given.size(); i++) {
      Optional<String> name = i < names.size() ? Optional.of(names.get(i)) : Optional.empty();
      all.add(
          new Named(name, given.get(i).getBytes(StandardCharsets.UTF_8), "the command line args"));
    }
    return all;
  }

  private Named asked() {
    Keyboard keyboard = keyboard();
    Optional<String> name =
        names.isEmpty()
            ? keyboard.ask("Variable name (enter for no name): ", false)
            : Optional.of(names.removeFirst());
    String text =
        keyboard
            .ask(shows ? "String to encrypt: " : "String to encrypt (hidden): ", !shows)
            .filter(typed -> !typed.isEmpty())
            .orElseThrow(() -> new BadOptions("no text was typed: there is nothing to encrypt"));
    return new Named(
        name.filter(each -> !each.isBlank()),
        text.getBytes(StandardCharsets.UTF_8),
        "the interactive prompt");
  }
}
