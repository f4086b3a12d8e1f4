package dev.runner.modules.users;

import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Probe;
import dev.runner.module.ProbeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a host says of one user and of the groups that somebody wants the user in, asked at once.
///
/// @param passwd the fields of the user's entry, if there is one
/// @param shadow the fields of the entry in the database of passwords, if it can be read
/// @param member names of the supplementary groups
/// @param groups the entries of the groups that were asked for, by what they were asked by
/// @param programs those of the tools that the host has
/// @param said all else, by its key
record AccountLook(
    Optional<List<String>> passwd,
    List<String> shadow,
    Set<String> member,
    Map<String, List<String>> groups,
    Set<String> programs,
    Map<String, String> said) {

  private static final int FIELDS = 7;

  private static final String SCRIPT =
      """
      n=$1 home=$2 key=$3 uid=$4 local=$5
      shift 5
      [ "$local" = 0 ] && command -v getent >/dev/null || local=1
      named() { F=$1 awk -F: '($1 "") == (ENVIRON["F"] "")'; }
      entry() {
        if [ "$local" = 1 ]; then named "$2" <"/etc/$1" 2>/dev/null | head -n 1
        else getent "$1" "$2" 2>/dev/null | named "$2" | head -n 1; fi
      }
      p=$(entry passwd "$n")
      echo "passwd $p"
      if [ -n "$uid" ]; then
        h=$(if [ "$local" = 1 ]; then cat /etc/passwd; else getent passwd "$uid"; fi |
          U=$uid awk -F: '$3 == ENVIRON["U"] { print $1; exit }')
        [ -z "$h" ] || echo "holder $h"
      fi
      [ -r /etc/shadow ] && echo "shadowed yes"
      s=$(named "$n" </etc/shadow 2>/dev/null)
      if [ -z "$s" ] && [ "$local" = 0 ]; then s=$(getent shadow "$n" 2>/dev/null); fi
      echo "shadow $s"
      all() { if [ "$local" = 1 ]; then cat /etc/group; else getent group; fi; }
      all | M=$n G=$(printf %s "$p" | cut -d: -f4) awk -F: '{
        if ($3 == ENVIRON["G"] && ENVIRON["G"] != "") print "primary " $1
        else { k = split($4, m, ","); for (i = 1; i <= k; i++) if (m[i] == ENVIRON["M"]) { print "member " $1; break } }
      }'
      for g; do
        e=$(entry group "$g")
        case $g in *[!0-9]*) ;; *) [ -n "$e" ] || e=$(all | G=$g awk -F: '$3 == ENVIRON["G"]' | head -n 1) ;; esac
        echo "group $g"
        echo "entry $e"
      done
      e=$(entry group "$n")
      [ -z "$e" ] || echo "namesake $e"
      for t in useradd usermod userdel groupadd chage chpasswd luseradd lusermod luserdel lgroupmod lchage adduser deluser addgroup delgroup ssh-keygen; do
        command -v "$t" >/dev/null && echo "has $t"
      done
      old=$(printf %s "$p" | cut -d: -f6)
      [ -n "$old" ] && [ -d "$old" ] && echo "old yes"
      : "${home:=$old}"
      if [ -n "$home" ]; then
        [ -e "$home" ] && echo "home yes"
        [ -d "$(dirname -- "$home")" ] && echo "above yes"
      fi
      if [ -e /sys/fs/selinux/enforce ]; then
        echo "selinux yes"
        t=$(sed -n 's/^SELINUXTYPE=//p' /etc/selinux/config 2>/dev/null)
        echo "seuser $(named "$n" <"/etc/selinux/$t/seusers" 2>/dev/null | cut -d: -f2)"
      fi
      if [ -n "$key" ]; then
        if [ -z "$home" ]; then
          home=$(sed -n 's/^HOME=//p' /etc/default/useradd 2>/dev/null)
          home=${home:-/home}/$n
        fi
        case $key in /*) ;; *) key=$home/$key ;; esac
        echo "keyfile $key"
        echo "hostname $(hostname 2>/dev/null || uname -n)"
        for d in "$(dirname -- "$key")" "$home"; do
          if [ -d "$d" ]; then echo "keyowner $(stat -c %u -- "$d")"; break; fi
        done
        if [ -e "$key.pub" ] || [ -L "$key.pub" ]; then echo "keypub yes"; fi
        if [ -e "$key" ]; then
          echo "key $key"
          f=$(ssh-keygen -l -f "$key" 2>&1 | head -n 1)
          echo "fingerprint $f"
          echo "public $(head -n 1 "$key.pub" 2>/dev/null)"
        fi
      fi
      """;

  /// Asks.
  ///
  /// @param home the home that the user is to have; the present one if empty
  /// @param key the file of the user's ssh key, below the home if relative; empty if none matters
  /// @param uid the number that the user is to have, if that matters
  static AccountLook ask(
      Probe host,
      String name,
      String home,
      String key,
      Optional<Long> uid,
      boolean local,
      List<String> groups) {
    List<Object> words = new ArrayList<>(List.of("sh", "-c", SCRIPT, "account", name, home, key));
    words.add(uid.map(String::valueOf).orElse(""));
    words.add(local ? 1 : 0);
    words.addAll(groups);
    Output output = host.look(Command.of(words).with("LC_ALL", "C"));
    if (output.lines().isEmpty()) {
      throw new ProbeException("the host doesn't say what users it has: " + output.lastWords());
    }
    return read(output.lines());
  }

  private static AccountLook read(List<String> lines) {
    Set<String> member = new TreeSet<>();
    Set<String> programs = new TreeSet<>();
    Map<String, List<String>> groups = new LinkedHashMap<>();
    Map<String, String> said = new LinkedHashMap<>();
    String asked = "";
    for (String line : lines) {
      int blank = line.indexOf(' ');
      String key = blank < 0 ? line : line.substring(0, blank);
      String value = blank < 0 ? "" : line.substring(blank + 1);
      switch (key) {
        case "member" -> member.add(value);
        case "has" -> programs.add(value);
        case "group" -> asked = value;
        case "entry" -> {
          if (!value.isEmpty()) {
            groups.put(asked, fields(value));
          }
        }
        default -> said.put(key, value);
      }
    }
    List<String> passwd = fields(said.getOrDefault("passwd", ""));
    return new AccountLook(
        passwd.size() < FIELDS ? Optional.empty() : Optional.of(passwd),
        fields(said.getOrDefault("shadow", "")),
        member,
        groups,
        programs,
        said);
  }

  private static List<String> fields(String line) {
    return List.of(line.split(":", -1));
  }

  boolean exists() {
    return passwd.isPresent();
  }

  boolean has(String program) {
    return programs.contains(program);
  }

  boolean is(String key) {
    return said.containsKey(key);
  }

  String say(String key) {
    return said.getOrDefault(key, "");
  }

  private String field(int index) {
    return passwd.map(fields -> fields.get(index)).orElse("");
  }

  String uid() {
    return field(2);
  }

  String gid() {
    return field(3);
  }

  String comment() {
    return field(4);
  }

  String home() {
    return field(5);
  }

  String shell() {
    return field(6);
  }

  /// A field of the entry in the database of passwords, from 1; empty if there is none.
  String shadow(int index) {
    return shadow.size() > index ? shadow.get(index) : "";
  }

  /// The name of a group that was asked for by name or number.
  Optional<String> group(String nameOrNumber) {
    return Optional.ofNullable(groups.get(nameOrNumber)).map(List::getFirst);
  }

  /// What `register` gets to know of a user who is there.
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    if (exists()) {
      values.put("uid", Long.parseLong(uid()));
      values.put("group", Long.parseLong(gid()));
      values.put("comment", comment());
      values.put("home", home());
      values.put("shell", shell());
      values.put("groups", String.join(",", member));
    }
    return values;
  }
}
