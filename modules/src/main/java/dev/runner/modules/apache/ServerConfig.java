package dev.runner.modules.apache;

import dev.runner.module.RemotePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Apache says of its own configuration: `-t -D DUMP_RUN_CFG`, `-S`, `-t -D DUMP_INCLUDES`,
/// and `-V` where an old one knows none of these.
record ServerConfig(String root, Optional<RemotePath> pidFile, Optional<RemotePath> errorLog) {
  private static final Pattern FIELD =
      Pattern.compile("^(ServerRoot|Main ErrorLog|PidFile): \"(.*)\"$", Pattern.MULTILINE);
  private static final Pattern BUILT_IN =
      Pattern.compile("^ *-D (\\w+)=\"(.*)\"$", Pattern.MULTILINE);
  private static final Pattern INCLUDED =
      Pattern.compile("^ +\\([0-9*]+\\) (/.*)$", Pattern.MULTILINE);
  private static final Pattern VHOST_PORT = Pattern.compile("^\\S*:(\\d+)\\s", Pattern.MULTILINE);

  /// Reads the dump, or what was built in where there is none.
  static ServerConfig of(String dump, String builtIn) {
    Map<String, String> said = fields(FIELD, dump);
    Map<String, String> made = fields(BUILT_IN, builtIn);
    String root = said.getOrDefault("ServerRoot", made.getOrDefault("HTTPD_ROOT", "/"));
    return new ServerConfig(
        root,
        path(root, said.getOrDefault("PidFile", made.getOrDefault("DEFAULT_PIDLOG", ""))),
        path(root, said.getOrDefault("Main ErrorLog", made.getOrDefault("DEFAULT_ERRORLOG", ""))));
  }

  private static Map<String, String> fields(Pattern pattern, String text) {
    Map<String, String> fields = new TreeMap<>();
    pattern.matcher(text).results().forEach(m -> fields.put(m.group(1), m.group(2)));
    return fields;
  }

  /// A log may also be a program ("|rotatelogs …") or syslog: those are no files.
  private static Optional<RemotePath> path(String root, String text) {
    return text.isEmpty() || text.startsWith("|") || text.startsWith("syslog")
        ? Optional.empty()
        : Optional.of(RemotePath.of(root).resolve(text));
  }

  /// The files that the configuration is made of.
  static List<String> files(String includes, String builtIn) {
    List<String> found =
        INCLUDED.matcher(includes).results().map(m -> m.group(1)).distinct().toList();
    Map<String, String> made = fields(BUILT_IN, builtIn);
    String main = made.getOrDefault("SERVER_CONFIG_FILE", "");
    return found.isEmpty() && !main.isEmpty()
        ? List.of(RemotePath.of(made.getOrDefault("HTTPD_ROOT", "/")).resolve(main).text())
        : found;
  }

  /// Where Apache listens.
  ///
  /// @param directives lines with `Listen` and with the beginnings and ends of conditional sections
  /// @param vhosts the output of `-S`; a `Listen` under a condition counts if a virtual host has
  ///   its port
  static List<Listening> listening(String directives, String vhosts) {
    List<Integer> used =
        VHOST_PORT.matcher(vhosts).results().map(m -> Integer.parseInt(m.group(1))).toList();
    List<Listening> found = new ArrayList<>();
    int depth = 0;
    for (String line : directives.lines().map(String::strip).toList()) {
      if (line.startsWith("</")) {
        depth = Math.max(0, depth - 1);
      } else if (line.startsWith("<")) {
        depth++;
      } else {
        Optional<Listening> one = Listening.parse(line);
        if (one.isPresent() && (depth == 0 || used.contains(one.get().port()))) {
          found.add(one.get());
        }
      }
    }
    return found.stream().distinct().toList();
  }

  /// A `Listen` directive.
  ///
  /// @param address where a client on the same host would connect to
  record Listening(String address, int port) {
    private static final Pattern DIRECTIVE =
        Pattern.compile("(?i)Listen\\s+(?:(\\S+):)?(\\d+)(?:\\s.*)?");

    static Optional<Listening> parse(String line) {
      Matcher m = DIRECTIVE.matcher(line);
      if (!m.matches()) {
        return Optional.empty();
      }
      String address = m.group(1) == null ? "" : m.group(1);
      boolean any = List.of("", "*", "0.0.0.0", "[::]").contains(address);
      return Optional.of(
          new Listening(
              any ? "127.0.0.1" : address.replace("[", "").replace("]", ""),
              Integer.parseInt(m.group(2))));
    }
  }
}
