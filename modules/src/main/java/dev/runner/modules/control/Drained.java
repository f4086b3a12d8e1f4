package dev.runner.modules.control;

import dev.runner.module.Command;
import dev.runner.module.Probe;
import dev.runner.module.ProbeException;
import dev.runner.module.Until;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/// The question whether a port of a host has no connection left that counts.
record Drained(WaitFor task) {

  /// Exits with 0 if there is none.
  private static final String SCRIPT =
      """
      cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | P=$1 S=" $2 " L=" $3 " X=" $4 " awk '
        $2 ~ /:/ {
          split($2, l, ":"); split($3, r, ":")
          if (l[2] == ENVIRON["P"] && index(ENVIRON["S"], " " $4 " ") &&
              (ENVIRON["L"] ~ /^ *$/ || index(ENVIRON["L"], " " l[1] " ")) &&
              !index(ENVIRON["X"], " " r[1] " ")) n = 1
        }
        END { exit n }'
      """;

  Until until(Probe host) {
    boolean all = task.host().equals("0.0.0.0") || task.host().equals("::");
    return new Until.Succeeds(
        Command.of(
            "sh",
            "-c",
            SCRIPT,
            "drained",
            "%04X".formatted(task.port().orElseThrow()),
            String.join(" ", task.activeConnectionStates().stream().map(TcpState::hex).toList()),
            all ? "" : hex(host, List.of(task.host())),
            hex(host, task.excludeHosts())));
  }

  /// The addresses as `/proc/net/tcp` writes them: words of four bytes, the last byte first.
  private static String hex(Probe host, List<String> names) {
    List<String> all = new ArrayList<>();
    for (String name : names) {
      for (String address : addresses(host, name)) {
        byte[] bytes = bytes(address);
        all.add(words(bytes));
        if (bytes.length == 4) {
          all.add("0000000000000000FFFF0000" + words(bytes));
        }
      }
    }
    return String.join(" ", all);
  }

  private static List<String> addresses(Probe host, String name) {
    if (isAddress(name)) {
      return List.of(name);
    }
    String script = "getent ahosts \"$1\" || getent hosts \"$1\"";
    List<String> found =
        host.look(Command.of("sh", "-c", script, "addresses", name)).lines().stream()
            .map(line -> line.split("\\s+")[0])
            .filter(Drained::isAddress)
            .distinct()
            .toList();
    if (found.isEmpty()) {
      throw new ProbeException("Failed to resolve hostname " + name);
    }
    return found;
  }

  private static boolean isAddress(String text) {
    return text.matches("[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  }

  /// Nothing is looked up: the text is an address.
  private static byte[] bytes(String address) {
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      throw new ProbeException("'%s' is no address".formatted(address));
    }
  }

  private static String words(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int word = 0; word < bytes.length; word += 4) {
      for (int i = 3; i >= 0; i--) {
        text.append("%02X".formatted(bytes[word + i]));
      }
    }
    return text.toString();
  }
}
