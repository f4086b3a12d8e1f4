package dev.runner.execute.host;

import dev.runner.module.Output;
import dev.runner.transport.Script;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A script of several parts, each of whose outputs is found again: a line with a fresh nonce and
/// the exit status follows each part, on both streams. What a part writes can't hold the nonce.
final class Frames {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String nonce;
  private final Set<String> functions = new LinkedHashSet<>();
  private final Script.Builder body = new Script.Builder();

  Frames() {
    byte[] random = new byte[16];
    RANDOM.nextBytes(random);
    nonce = HexFormat.of().formatHex(random);
  }

  /// What no part can write unless it is told to, and isn't taken for the end of a part.
  String nonce() {
    return "i" + nonce;
  }

  /// Functions of the library that the script calls.
  Frames calling(Collection<String> names) {
    functions.addAll(names);
    return this;
  }

  /// Adds text that isn't a part.
  Frames add(String text) {
    body.add(text);
    return this;
  }

  /// Adds a part, run in a shell of its own.
  Frames part(Script script) {
    body.add("(\n").add(script).add("\n)\n");
    return end();
  }

  /// Adds what is asked as a part.
  Frames part(Inquiry inquiry) {
    calling(inquiry.functions());
    Script text = inquiry.body(nonce());
    if (!inquiry.isTame()) {
      return part(text);
    }
    body.add(text).add("\n");
    return end();
  }

  /// Ends a part, whose exit status is the one of the last command.
  Frames end() {
    body.add("rn_end\n");
    return this;
  }

  /// Adds a script that isn't a part.
  Frames add(Script script) {
    body.add(script);
    return this;
  }

  /// The whole script.
  Script script(Library library) {
    return new Script.Builder()
        .add(library.functions(functions))
        .add("rn_n=" + nonce + "\n")
        .add("rn_end() { rn_r=$?; printf '\\n%s %s\\n' \"$rn_n\" \"$rn_r\"; ")
        .add("printf '\\n%s\\n' \"$rn_n\" >&2; }\n")
        .add("cd \"${RUNNER_START:-~}\" 2>/dev/null || cd ~ 2>/dev/null || cd /\n")
        .add(body.build())
        .build();
  }

  /// The parts that ran to their end.
  List<Block> blocks(Output output) {
    byte[] out = output.stdout().bytes();
    byte[] err = output.stderr().bytes();
    List<Block> blocks = new ArrayList<>();
    byte[] mark = ("\n" + nonce).getBytes(StandardCharsets.US_ASCII);
    int from = 0;
    int errFrom = 0;
    while (true) {
      int at = Bytes.find(out, mark, from);
      int line = at < 0 ? -1 : Bytes.find(out, new byte[] {'\n'}, at + mark.length);
      if (line < 0) {
        return blocks;
      }
      String status =
          new String(out, at + mark.length, line - at - mark.length, StandardCharsets.US_ASCII);
      int errAt = Bytes.find(err, mark, errFrom);
      int errEnd = errAt < 0 ? err.length : errAt;
      blocks.add(
          new Block(
              Integer.parseInt(status.strip()),
              Arrays.copyOfRange(out, from, at),
              Arrays.copyOfRange(err, errFrom, errEnd)));
      from = line + 1;
      errFrom = errAt < 0 ? err.length : errAt + mark.length + 1;
    }
  }
}
