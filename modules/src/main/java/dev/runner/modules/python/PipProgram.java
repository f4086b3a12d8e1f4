package dev.runner.modules.python;

import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A pip that is named as a program: its first lines say whose it is.
final class PipProgram {
  private static final Pattern SHEBANG =
      Pattern.compile("#!\\s*(?:/usr/bin/env\\s+)?(/?\\S*python\\S*).*");
  private static final Pattern LONG_SHEBANG =
      Pattern.compile("'{3}exec' \"?([^\"]+?)\"? \"\\$0\".*");

  private static final String HEAD = "pip=$(command -v -- \"$1\") && head -n 2 -- \"$pip\"";

  /// Runs what follows by the interpreter of the program $1.
  private static final String BY =
      """
      pip=$(command -v -- "$1") || exit 127
      shift
      python=$(sed -n -e '1s|^#! *\\(/usr/bin/env  *\\)\\{0,1\\}\\([^ ]*python[^ ]*\\).*|\\2|p' \\
          -e "2s|^'''exec' \\"\\{0,1\\}\\([^\\"]*[^\\" ]\\)\\"\\{0,1\\} \\"[$]0\\".*|\\1|p" "$pip" | head -n 1)
      [ -n "$python" ] || exit 127
      exec "$python" "$@"
      """;

  private PipProgram() {}

  /// The interpreter that it names, asked in one round trip; none if there is no such program.
  static Optional<Interpreter> interpreter(Probe host, String program) {
    Pending<Output> head = host.lookLater(Command.of("sh", "-c", HEAD, "head", program));
    Function<RemotePath, Interpreter> answers =
        InterpreterReading.unseen(host, question -> by(program, question));
    return named(head.get()).map(RemotePath::of).map(answers);
  }

  private static Command by(String program, Command question) {
    Object[] words = question.words().subList(1, question.words().size()).toArray();
    return new Command(
        Command.of("sh", "-c", BY, "by", program).and(words).words(),
        question.directory(),
        question.environment(),
        question.stdin(),
        question.user(),
        question.umask(),
        question.deadline());
  }

  private static Optional<String> named(Output head) {
    for (String line : head.lines()) {
      for (Pattern pattern : new Pattern[] {SHEBANG, LONG_SHEBANG}) {
        Matcher found = pattern.matcher(line);
        if (found.matches()) {
          return Optional.of(found.group(1));
        }
      }
    }
    return Optional.empty();
  }
}
