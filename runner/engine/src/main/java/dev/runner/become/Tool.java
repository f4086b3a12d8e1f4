package dev.runner.become;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A program that makes one user another.
enum Tool {
  /// sudo(8): takes the password from its input and a prompt of ours, or doesn't ask at all (`-n`).
  SUDO(false) {
    @Override
    List<String> words(Identity.Become who, String prompt, boolean onTerminal, String command) {
      List<String> words = new ArrayList<>(who.flags().isEmpty() ? List.of("-H") : who.flags());
      if (who.password().isEmpty()) {
        words.add("-n");
      } else {
        words.replaceAll(Tool::asking);
        words.removeIf(String::isEmpty);
        if (!onTerminal) {
          words.add("-S");
        }
        words.addAll(List.of("-p", prompt));
      }
      words.addAll(List.of("-u", who.user(), "sh", "-c", command));
      return words;
    }
  },

  /// su(1) reads the password from its input where that is no terminal (util-linux, BusyBox), and
  /// gives the command to the other user's login shell.
  SU(false) {
    @Override
    List<String> words(Identity.Become who, String prompt, boolean onTerminal, String command) {
      List<String> words = new ArrayList<>(who.flags());
      words.addAll(List.of(who.user(), "-c", command));
      return words;
    }
  },

  /// doas(1) asks for a password on a terminal only.
  DOAS(true) {
    @Override
    List<String> words(Identity.Become who, String prompt, boolean onTerminal, String command) {
      List<String> words = new ArrayList<>(who.flags());
      words.removeIf("-n"::equals);
      if (who.password().isEmpty()) {
        words.add("-n");
      }
      words.addAll(List.of("-u", who.user(), "sh", "-c", command));
      return words;
    }
  };

  private static final Pattern CLUSTER = Pattern.compile("-[ABEHKNPSVbeikklnsv]+");

  private final boolean asksOnTerminal;

  Tool(boolean asksOnTerminal) {
    this.asksOnTerminal = asksOnTerminal;
  }

  /// An option of sudo's without what keeps it from asking for a password, or decides where it
  /// does.
  private static String asking(String word) {
    if (word.equals("--non-interactive") || word.equals("--stdin")) {
      return "";
    }
    if (!CLUSTER.matcher(word).matches()) {
      return word;
    }
    String kept = word.replaceAll("[nS]", "");
    return kept.equals("-") ? "" : kept;
  }

  /// The tool that an identity names.
  static Tool of(Identity.Become who) throws ConnectException {
    return switch (who.method()) {
      case "sudo" -> SUDO;
      case "su" -> SU;
      case "doas" -> DOAS;
      default ->
          throw new ConnectException(
              ConnectException.Kind.OPTION,
              "become_method \"%s\" isn't known; there are sudo, su and doas"
                  .formatted(who.method()));
    };
  }

  /// Its options and the command.
  ///
  /// @param prompt to ask for the password with, where that can be chosen
  /// @param command for a POSIX shell; without quotes of any kind
  abstract List<String> words(
      Identity.Become who, String prompt, boolean onTerminal, String command);

  /// Whether asking for a password takes a terminal.
  boolean asksOnTerminal() {
    return asksOnTerminal;
  }

  /// What it is called.
  String program(Identity.Become who) {
    return who.executable().orElse(name().toLowerCase(Locale.ROOT));
  }
}
