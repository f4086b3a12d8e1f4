package dev.runner.inventory;

import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Diagnostics;
import dev.runner.values.Origin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Chooses hosts: `web:&staging:!web3`, `~web\d+`, `web[0:2]`, `*.example.org`, `@file`.
public final class HostPattern {
  private static final Pattern SUBSCRIPT =
      Pattern.compile("(.+)\\[(?:(-?[0-9]{1,9})|([0-9]{1,9})([:-])([0-9]{0,9}))]");

  /// A part of a pattern with colons between its parts; in brackets colons mean something else.
  private static final Pattern PART = Pattern.compile("(?:[^\\s:\\[\\]]|\\[[^]]*])+");

  /// A comma that isn't in brackets.
  private static final Pattern COMMA = Pattern.compile(",(?![^\\[]*])");

  private final List<String> parts;
  private final @Nullable Origin origin;

  private HostPattern(List<String> parts, @Nullable Origin origin) {
    this.parts = parts;
    this.origin = origin;
  }

  /// The pattern of a text, or of several that hold together.
  ///
  /// @param origin where it was written
  public static HostPattern of(List<String> texts, @Nullable Origin origin) {
    List<String> parts = new ArrayList<>();
    texts.forEach(text -> parts.addAll(split(text)));
    if (parts.isEmpty() && !texts.isEmpty()) {
      parts.add(Group.ALL); // a pattern of commas alone
    }
    return new HostPattern(sorted(parts), origin);
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    String[] byComma = COMMA.split(text);
    for (String part : byComma) {
      if (part.isBlank()) {
        continue;
      }
      if (byComma.length > 1) {
        parts.add(part.strip()); // a colon is a part of a name then
      } else if (part.strip().startsWith("~") || isAddress(part.strip())) {
        parts.add(part.strip());
      } else {
        PART.matcher(part).results().forEach(found -> parts.add(found.group()));
      }
    }
    return parts;
  }

  private static boolean isAddress(String text) {
    String bare = text.replaceFirst("^[&!]", "");
    return bare.matches("[0-9a-fA-F:.]*:[0-9a-fA-F]*:[0-9a-fA-F:.]*");
  }

  /// What chooses comes first, then what both must contain, then what is taken away.
  private static List<String> sorted(List<String> parts) {
    List<String> sorted = new ArrayList<>();
    parts.stream().filter(p -> !p.startsWith("&") && !p.startsWith("!")).forEach(sorted::add);
    if (sorted.isEmpty() && !parts.isEmpty()) {
      sorted.add(Group.ALL);
    }
    parts.stream().filter(part -> part.startsWith("&")).forEach(sorted::add);
    parts.stream().filter(part -> part.startsWith("!")).forEach(sorted::add);
    return sorted;
  }

  /// The names of the hosts that it chooses, in the order of the inventory. A part that names
  /// nothing is a warning.
  ///
  /// @throws DiagnosticException if a regular expression is broken, or there is no host of a number
  public List<String> match(Inventory inventory, Diagnostics diagnostics) {
    Set<String> chosen = new LinkedHashSet<>();
    for (String part : parts) {
      boolean takes = part.startsWith("!");
      boolean common = part.startsWith("&");
      boolean host = inventory.has(part); // even if there is a group of that name
      Set<String> found =
          host
              ? Set.of(part)
              : new LinkedHashSet<>(
                  one(takes || common ? part.substring(1) : part, inventory, diagnostics));
      if (takes) {
        chosen.removeAll(found);
      } else if (common) {
        chosen.retainAll(found);
      } else {
        chosen.addAll(found);
      }
    }
    return List.copyOf(chosen);
  }

  private List<String> one(String part, Inventory inventory, Diagnostics diagnostics) {
    Matcher subscript = SUBSCRIPT.matcher(part);
    boolean ranged = !part.startsWith("~") && subscript.matches();
    String name = ranged ? subscript.group(1) : part;
    List<String> found = named(name, inventory);
    if (found.isEmpty() && !name.equals(Group.ALL)) {
      boolean empty = inventory.group(name).isPresent();
      if (!empty) {
        diagnostics.warning(
            origin,
            "Could not match supplied host pattern, ignoring: " + name,
            near(name, inventory));
      }
    }
    return ranged && !found.isEmpty() ? slice(found, subscript, part) : found;
  }

  private static String near(String name, Inventory inventory) {
    List<String> known = new ArrayList<>();
    inventory.groups().forEach(group -> known.add(group.name()));
    if (inventory.hosts().size() <= 1000) {
      inventory.hosts().forEach(host -> known.add(host.name()));
    }
    return dev.runner.source.DidYouMean.hint(name, known);
  }

  private List<String> slice(List<String> hosts, Matcher subscript, String part) {
    String last = subscript.group(5);
    boolean alone = subscript.group(2) != null;
    int from = Integer.parseInt(subscript.group(alone ? 2 : 3));
    if (alone || last.matches("0+")) { // [2:0] is [2] to Ansible
      int at = from < 0 ? hosts.size() + from : from;
      if (at < 0 || at >= hosts.size()) {
        throw new DiagnosticException(
            Diagnostic.error(
                    origin, "No hosts matched the subscripted pattern '%s'".formatted(part))
                .withHint("it has %d, counted from 0".formatted(hosts.size()))
                .asMissing());
      }
      return List.of(hosts.get(at));
    }
    int until = last.isEmpty() ? hosts.size() : Math.min(Integer.parseInt(last) + 1, hosts.size());
    return from >= until ? List.of() : hosts.subList(from, until);
  }

  private List<String> named(String name, Inventory inventory) {
    if (!isWild(name)) {
      boolean group = inventory.group(name).isPresent();
      return group
          ? inventory.members(name)
          : inventory.host(name).isPresent() ? List.of(name) : List.of();
    }
    Pattern pattern = regex(name);
    Set<String> found = new LinkedHashSet<>();
    inventory.groups().stream()
        .filter(group -> fits(pattern, group.name(), name))
        .forEach(group -> found.addAll(inventory.members(group.name())));
    inventory.hosts().stream()
        .map(Host::name)
        .filter(host -> fits(pattern, host, name))
        .forEach(found::add);
    return List.copyOf(found);
  }

  private static boolean isWild(String name) {
    return name.startsWith("~")
        || name.indexOf('*') >= 0
        || name.indexOf('?') >= 0
        || name.indexOf('[') >= 0;
  }

  /// A regular expression need only match the beginning.
  private static boolean fits(Pattern pattern, String name, String written) {
    Matcher matcher = pattern.matcher(name);
    return written.startsWith("~") ? matcher.lookingAt() : matcher.matches();
  }

  private Pattern regex(String name) {
    try {
      return Pattern.compile(name.startsWith("~") ? name.substring(1) : glob(name));
    } catch (PatternSyntaxException e) {
      throw new DiagnosticException(
          Diagnostic.error(
              origin,
              "'%s' is no regular expression: %s"
                  .formatted(name.substring(1), e.getDescription())));
    }
  }

  private static String glob(String name) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      int close = c == '[' ? name.indexOf(']', i + 2) : -1;
      if (close > 0) {
        String set =
            name.substring(i + 1, close)
                .replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("&&", "&\\&");
        out.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
        i = close;
      } else if (c == '*') {
        out.append(".*");
      } else {
        out.append(c == '?' ? "." : Pattern.quote(String.valueOf(c)));
      }
    }
    return out.toString();
  }
}
