package dev.runner.modules.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where the host looks names up: `/etc/resolv.conf` (resolv.conf(5)).
final class DnsFacts {
  private DnsFacts() {}

  static Map<String, Object> of(Sections seen) {
    Map<String, Object> dns = new LinkedHashMap<>();
    List<String> servers = new ArrayList<>();
    for (String line : seen.all("/etc/resolv.conf")) {
      String[] words = line.strip().split("\\s+");
      List<String> rest = List.of(words).subList(1, words.length);
      switch (words[0]) {
        case "nameserver" -> {
          servers.addAll(rest);
          dns.put("nameservers", servers);
        }
        case "domain" -> rest.stream().findFirst().ifPresent(name -> dns.put("domain", name));
        case "search", "sortlist" -> dns.put(words[0], rest);
        case "options" -> dns.put("options", options(rest));
        default -> {
          // a comment, or what only the resolver understands
        }
      }
    }
    return Map.of("dns", dns);
  }

  private static Map<String, Object> options(List<String> words) {
    Map<String, Object> options = new LinkedHashMap<>();
    for (String word : words) {
      int colon = word.indexOf(':');
      if (colon < 0) {
        options.put(word, true);
      } else {
        options.put(word.substring(0, colon), word.substring(colon + 1));
      }
    }
    return options;
  }
}
