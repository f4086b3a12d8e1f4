package dev.runner.cli.chance;

import dev.runner.values.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes an inventory by chance: files in INI and YAML that name the same hosts and groups,
/// variables beside them, and now and then the plugin `constructed`.
final class InventoryGenerator {
  private static final List<String> HOSTS =
      List.of("a", "b", "web01", "x.example.org", "10.0.0.5", "node[1:3]", "n[a:c]", "e[0:6:2]");
  private static final List<String> GROUPS =
      List.of("web", "db", "prod", "stage", "eu", "_x", "Z", "all_eu");
  private static final List<String> NAMES = List.of("foo", "bar", "x9", "list_var", "ansible_user");

  /// As they stand in INI.
  private static final List<String> WRITTEN =
      List.of(
          "1",
          "01",
          "1.5",
          "True",
          "yes",
          "None",
          "~",
          "abc",
          "\"quoted\"",
          "'it is'",
          "[1,2]",
          "{'k':1}",
          "a=b",
          "\"a # b\"",
          "0x1f",
          "1_000",
          "-3",
          "''",
          "{{foo}}",
          "2024-01-02",
          "12:30:00",
          "1e3",
          "é",
          "@y",
          "NULL");

  private static final List<Object> VALUES =
      List.of(
          1,
          2.5,
          true,
          "abc",
          "01",
          "yes",
          "a: b",
          "{{ foo }}",
          List.of(1, 2),
          Map.of("k", 1),
          " x",
          "é",
          "it's",
          "",
          0,
          "null",
          "#h");

  private static final List<String> EXPRESSIONS =
      List.of(
          "foo",
          "bar | default('none')",
          "inventory_hostname",
          "inventory_hostname[0]",
          "group_names | length",
          "list_var",
          "(foo | default('z')) ~ '-' ~ inventory_hostname",
          "omit",
          "foo is defined and foo");

  private static final List<String> CONDITIONS =
      List.of(
          "'web' in group_names",
          "foo is defined and foo",
          "x9 is defined",
          "true",
          "group_names | length",
          "inventory_hostname is match('w.*')");

  private final Path site;
  private final Chance chance;
  private final List<String> sources = new ArrayList<>();

  private InventoryGenerator(Path site, long seed) {
    this.site = site;
    this.chance = new Chance(seed);
  }

  /// Writes an inventory.
  ///
  /// @return words of the command line that name it
  static List<String> write(Path site, long seed) {
    InventoryGenerator generator = new InventoryGenerator(site, seed);
    generator.write();
    List<String> words = new ArrayList<>();
    generator.sources.forEach(each -> words.addAll(List.of("-i", each)));
    return words;
  }

  private void write() {
    int most = 1 + chance.upTo(2);
    for (int i = 0; i < most; i++) {
      if (chance.is(0.6)) {
        source(i + ".ini", ini());
      } else {
        source(i + ".yml", Json.line(Map.of("all", group(0, some(GROUPS, 3)))));
      }
    }
    chance.times(0.5, () -> source("9.yml", Json.line(constructed())));
    some(GROUPS, 2).forEach(group -> besides("group_vars/" + group));
    chance.times(0.3, () -> besides("group_vars/all"));
    some(List.of("a", "web01", "node1"), 2).forEach(host -> besides("host_vars/" + host));
  }

  private void source(String name, String text) {
    sources.add(name);
    put(name, text);
  }

  private void besides(String name) {
    put(name + chance.of(List.of(".yml", "", ".json", "/1.yml")), Json.line(variables()));
  }

  private <T> List<T> some(List<T> all, int most) {
    List<T> chosen = new ArrayList<>();
    for (int i = chance.upTo(most); i > 0; i--) {
      T one = chance.of(all);
      if (!chosen.contains(one)) {
        chosen.add(one);
      }
    }
    return chosen;
  }

  private String ini() {
    StringBuilder lines = new StringBuilder();
    hosts(lines);
    List<String> groups = some(GROUPS, 4);
    for (String group : groups) {
      lines.append('[').append(group).append(chance.of(List.of("]\n", "] # c\n")));
      hosts(lines);
    }
    for (int i = 0; i + 1 < groups.size(); i++) {
      if (chance.is(0.4)) { // those that follow are in this one, so that none is in itself
        lines.append("[%s:children]\n%s\n".formatted(groups.get(i), groups.get(i + 1)));
      }
    }
    List<String> owners = new ArrayList<>(groups);
    owners.add("all");
    for (String owner : some(owners, 3)) {
      lines.append("[%s:vars]\n".formatted(owner));
      some(NAMES, 3).forEach(name -> lines.append(name + " = " + chance.of(WRITTEN) + "\n"));
      chance.times(
          0.2, () -> lines.append("ansible_group_priority=" + (1 + chance.upTo(9)) + "\n"));
    }
    return lines.toString();
  }

  private void hosts(StringBuilder lines) {
    for (String host : some(HOSTS, 4)) {
      lines.append(host).append(chance.is(0.1) ? ":2200" : "");
      some(NAMES, 2).forEach(name -> lines.append(' ' + name + '=' + chance.of(WRITTEN)));
      lines.append(chance.of(List.of("\n", "\n", " # note\n")));
    }
  }

  private Map<String, Object> variables() {
    Map<String, Object> all = new LinkedHashMap<>();
    some(NAMES, 3).forEach(name -> all.put(name, chance.of(VALUES)));
    return all;
  }

  private Map<String, Object> group(int depth, List<String> below) {
    Map<String, Object> group = new LinkedHashMap<>();
    Map<String, Object> hosts = new LinkedHashMap<>();
    some(HOSTS, 4).forEach(host -> hosts.put(host, variables()));
    group.put("hosts", hosts);
    chance.times(0.6, () -> group.put("vars", variables()));
    if (depth < 3 && !below.isEmpty()) {
      List<String> rest = below.subList(1, below.size());
      Map<String, Object> children = new LinkedHashMap<>();
      children.put(below.getFirst(), group(depth + 1, rest));
      if (chance.is(0.5)) {
        rest.forEach(each -> children.put(each, Map.of()));
      }
      group.put("children", children);
    }
    return group;
  }

  private Map<String, Object> constructed() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("plugin", "constructed");
    chance.times(
        0.7,
        () ->
            settings.put(
                "compose", Map.of("made", chance.of(EXPRESSIONS), "foo", chance.of(EXPRESSIONS))));
    chance.times(
        0.7,
        () ->
            settings.put(
                "groups", Map.of("c g", chance.of(CONDITIONS), "web", chance.of(CONDITIONS))));
    chance.times(0.7, () -> settings.put("keyed_groups", List.of(keyed(), keyed())));
    chance.times(0.3, () -> settings.put("leading_separator", false));
    chance.times(0.3, () -> settings.put("use_vars_plugins", true));
    return settings;
  }

  private Map<String, Object> keyed() {
    Map<String, Object> keyed = new LinkedHashMap<>();
    keyed.put("key", chance.of(EXPRESSIONS) + (chance.is(0.8) ? " | string" : ""));
    chance.times(0.6, () -> keyed.put("prefix", chance.of(List.of("p", "p-q", "k_"))));
    chance.times(0.4, () -> keyed.put("separator", chance.of(List.of("", "-", "."))));
    chance.times(0.3, () -> keyed.put("parent_group", chance.of(List.of("outer", "all"))));
    chance.times(0.3, () -> keyed.put("default_value", "none"));
    return keyed;
  }

  private void put(String name, String text) {
    try {
      Path file = site.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
