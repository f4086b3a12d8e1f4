import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What the benchmark is told.
record Options(Map<String, String> given, Path bench) {
  static final String HELP =
      """
      bench/run [--OPTION VALUE]…

        --rows NAMES       which rows to measure (%s; all by default)
        --hosts NUMBERS    of hosts in the row `hosts` (1,10,50,200,1000)
        --rounds N         how often each pair of runs is repeated; medians are printed (3)
        --facts WORDS      off, on or off,on (off,on)
        --peers NAMES      who plays, of: floor, runner, ansible, ansible tuned, mitogen, pyinfra (all that are found)
        --peer-hosts N     up to how many hosts the peers other than floor and runner play (50)
        --forks N          how many hosts at once (50)
        --runner PATH      the command to measure (bin/runner of this checkout)
        --runner-args ARGS more words for it, separated by spaces
        --ansible PATH     ansible-playbook (the one on PATH)
        --mitogen PATH     a virtual environment that holds ansible and mitogen
        --pyinfra PATH     pyinfra (the one on PATH)
        --port N           where the hosts answer (22022; the two above it are used too)
        --size MIB         of the large file (1024)
        --scratch PATH     an empty folder for trees and logs; it is removed afterwards unless --keep yes
      """;

  private static final Set<String> KNOWN =
      Set.of(
          "rows",
          "hosts",
          "rounds",
          "facts",
          "peers",
          "peer-hosts",
          "forks",
          "runner",
          "runner-args",
          "ansible",
          "mitogen",
          "pyinfra",
          "port",
          "size",
          "scratch",
          "keep");

  static Options parse(List<String> words, Path bench) {
    Map<String, String> given = new TreeMap<>();
    for (int i = 0; i < words.size(); i += 2) {
      String name = words.get(i).replaceFirst("^--", "");
      if (!KNOWN.contains(name) || i + 1 == words.size()) {
        throw new IllegalArgumentException(
            "'%s' isn't an option with a value".formatted(words.get(i)));
      }
      given.put(name, words.get(i + 1));
    }
    return new Options(given, bench);
  }

  private String get(String name, String otherwise) {
    return given.getOrDefault(name, otherwise);
  }

  private int number(String name, int otherwise) {
    return Integer.parseInt(get(name, "" + otherwise));
  }

  List<String> rows(List<String> all) {
    return given.containsKey("rows") ? list(given.get("rows")) : all;
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).toList();
  }

  List<Integer> hosts() {
    return list(get("hosts", "1,10,50,200,1000")).stream().map(Integer::valueOf).toList();
  }

  List<Boolean> facts() {
    return list(get("facts", "off,on")).stream().map("on"::equals).toList();
  }

  int rounds() {
    return number("rounds", 3);
  }

  int peerHosts() {
    return number("peer-hosts", 50);
  }

  int forks() {
    return number("forks", 50);
  }

  int port() {
    return number("port", 22022);
  }

  int size() {
    return number("size", 1024);
  }

  boolean keep() {
    return get("keep", "no").equals("yes");
  }

  Optional<Path> scratch() {
    return path("scratch");
  }

  boolean wants(String player) {
    return !given.containsKey("peers")
        || list(given.get("peers")).contains(player.replace(",", ""));
  }

  Path runner() {
    return path("runner").orElse(bench.resolveSibling("bin").resolve("runner"));
  }

  List<String> more() {
    return given.containsKey("runner-args")
        ? List.of(given.get("runner-args").split(" "))
        : new ArrayList<>();
  }

  Optional<Path> ansible() {
    return path("ansible").or(() -> onPath("ansible-playbook"));
  }

  Optional<Path> mitogen() {
    return path("mitogen");
  }

  Optional<Path> pyinfra() {
    return path("pyinfra").or(() -> onPath("pyinfra"));
  }

  private Optional<Path> path(String name) {
    return Optional.ofNullable(given.get(name)).map(text -> Path.of(text).toAbsolutePath());
  }

  private static Optional<Path> onPath(String name) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
