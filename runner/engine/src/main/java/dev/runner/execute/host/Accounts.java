package dev.runner.execute.host;

import dev.runner.module.Account;
import dev.runner.module.ProbeException;
import dev.runner.module.RemotePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads lines of `passwd` and `group`, and what `id` says.
final class Accounts {
  private static final Pattern NAMED = Pattern.compile("(\\d+)\\(([^)]*)\\)");
  private static final int FIELDS = 7;

  private Accounts() {}

  static Optional<Account> user(String nameOrNumber, Block block) {
    String text = block.text();
    return text.isBlank() || nameOrNumber.isEmpty() ? Optional.empty() : Optional.of(account(text));
  }

  static Account self(Block block) {
    if (block.text().isBlank()) {
      throw new ProbeException("the host doesn't say who runs the task: " + block.complaint());
    }
    return account(block.text());
  }

  static Optional<Long> group(String nameOrNumber, Block block) {
    String[] fields = block.text().strip().split(":", -1);
    boolean found = fields.length >= 3 && !nameOrNumber.isEmpty() && fields[2].matches("\\d+");
    return found ? Optional.of(Long.parseLong(fields[2])) : Optional.empty();
  }

  /// A line of `id`, then one of `passwd`; the latter is missing for a number without a name.
  private static Account account(String text) {
    String[] lines = text.split("\n");
    String id = lines[0];
    String[] entry = lines.length > 1 ? lines[1].split(":", -1) : new String[0];
    String uid = number(id, "uid");
    String gid = number(id, "gid");
    if (entry.length < FIELDS) {
      return new Account(
          uid, Long.parseLong(uid), Long.parseLong(gid), "", RemotePath.of("/"), "", groups(id));
    }
    return new Account(
        entry[0],
        Long.parseLong(entry[2]),
        Long.parseLong(entry[3]),
        entry[4],
        RemotePath.of(entry[5].isEmpty() ? "/" : entry[5]),
        entry[6].isEmpty() ? "/bin/sh" : entry[6],
        groups(id));
  }

  private static String number(String id, String key) {
    Matcher number = Pattern.compile("\\b" + key + "=(\\d+)").matcher(id);
    if (!number.find()) {
      throw new ProbeException("what `id` says can't be understood: " + id);
    }
    return number.group(1);
  }

  /// The primary group first, which `id` calls `gid`.
  private static List<String> groups(String id) {
    List<String> names = new ArrayList<>();
    int gid = id.indexOf(" gid=");
    Matcher named = NAMED.matcher(gid < 0 ? id : id.substring(gid));
    while (named.find()) {
      if (!names.contains(named.group(2))) {
        names.add(named.group(2));
      }
    }
    return names;
  }
}
