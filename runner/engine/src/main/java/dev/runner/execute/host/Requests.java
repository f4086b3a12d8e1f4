package dev.runner.execute.host;

import dev.runner.module.Content;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.Quoting;
import dev.runner.transport.Script;
import dev.runner.values.Text;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Requests by HTTP that a host makes, as parts of a script. The host's curl makes them; where
/// there is none, its wget those that it makes as they are; the others are left to the control
/// machine, see [Browsing].
final class Requests {
  static final List<String> FUNCTIONS = List.of("http", "curl", "wget", "forward", "timeout");

  private Requests() {}

  /// What became of a request.
  sealed interface Said {
    record Reply(HttpReply reply) implements Said {}

    /// It was left to the control machine.
    record Left(Proxies proxies) implements Said {}
  }

  /// The request as a part of a script. Its status isn't 0 if somebody else has to go on.
  static Script script(HttpRequest request, Map<String, Text> environment, String nonce) {
    Script.Builder text = new Script.Builder().add(CommandScript.exports(environment));
    request.body().ifPresent(body -> text.add(Contents.printed(body)).add(" 2>/dev/null | "));
    WgetWords wget = new WgetWords(request);
    String to = nonce + " " + request.save().map(FileNames::word).orElse("''");
    text.add(request.body().isPresent() ? "{ exec 3<&0 </dev/null\n" : "{\n")
        .add("rn_http %d %d\n".formatted(wget.byGnu() ? 1 : 0, wget.byBusyBox() ? 1 : 0))
        .add("case $rn_by in\ncurl) printf %s ")
        .add(CurlWords.config(request))
        .add(" 2>/dev/null | rn_curl %s%s ;;\n".formatted(to, CurlWords.arguments(request)));
    if (wget.byGnu()) {
      text.add("gnu) printf '%s\\n' " + Quoting.quote(request.url()))
          .add(" | rn_wget %s gnu %s ;;\n".formatted(to, wget.gnu()));
    }
    if (wget.byBusyBox()) {
      text.add("box) rn_wget %s box %s ;;\n".formatted(to, wget.busyBox()));
    }
    return text.add("*) rn_forward %s ;;\nesac\n}".formatted(nonce)).build();
  }

  /// Reads what the part wrote.
  static Said read(HttpRequest request, Block block, String nonce) {
    byte[] out = block.out();
    int at = Bytes.find(out, ("\n" + nonce + " ").getBytes(StandardCharsets.US_ASCII), 0);
    if (at < 0) {
      return new Said.Reply(none(request, block.complaint()));
    }
    int start = at + nonce.length() + 2;
    String line = new String(out, start, out.length - start, StandardCharsets.UTF_8);
    String[] words = line.strip().split("\\s", 2);
    byte[] before = Arrays.copyOf(out, at);
    return switch (words[0]) {
      case "curl" -> new Said.Reply(curl(request, block, before, words[1].split(" ", 4)));
      case "wget" -> new Said.Reply(wget(request, block, before, words[1].split(" ")));
      default -> new Said.Left(Proxies.of(line));
    };
  }

  private static HttpReply curl(HttpRequest request, Block block, byte[] out, String[] said) {
    int status = Integer.parseInt(said[0]);
    if (block.status() != 0 || status == 0) {
      return none(request, complaint(block));
    }
    int headers = Math.min(out.length, Integer.parseInt(said[1]));
    return new HttpReply(
        status,
        said[3],
        HttpHeads.last(new String(out, 0, headers, StandardCharsets.ISO_8859_1)),
        body(request, Arrays.copyOfRange(out, headers, out.length)),
        Duration.ofNanos((long) (Double.parseDouble(said[2].replace(',', '.')) * 1e9)),
        "");
  }

  /// What curl adds is advice to whoever is at its terminal.
  private static String complaint(Block block) {
    return new String(block.err(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("curl: ("))
        .findFirst()
        .map(line -> line.replaceFirst("^curl: \\(\\d+\\) ", ""))
        .orElseGet(block::complaint);
  }

  private static HttpReply wget(HttpRequest request, Block block, byte[] out, String[] said) {
    int status = Integer.parseInt(said[0]);
    boolean moved = status / 100 == 3;
    if (status == 0 || (block.status() != 0 && !moved)) {
      return none(request, block.complaint().replaceFirst("^wget: ", ""));
    }
    return new HttpReply(
        status,
        request.url(),
        HttpHeads.last(new String(block.err(), StandardCharsets.ISO_8859_1)),
        body(request, out),
        Duration.ofMillis(Long.parseLong(said[1]) * 10),
        "");
  }

  private static Content body(HttpRequest request, byte[] bytes) {
    boolean saved = request.save().isPresent();
    int length = (int) Math.min(bytes.length, request.limit());
    return Content.of(saved ? new byte[0] : Arrays.copyOf(bytes, length));
  }

  /// No answer, for this reason.
  static HttpReply none(HttpRequest request, String trouble) {
    return new HttpReply(-1, request.url(), Map.of(), Content.of(""), Duration.ZERO, trouble);
  }
}
