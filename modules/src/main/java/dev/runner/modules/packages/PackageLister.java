package dev.runner.modules.packages;

import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.RemotePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Ways to list what is installed, in the order in which they are tried.
enum PackageLister {
  APK("apk info -v") {
    @Override
    Stream<Map<String, Object>> read(String output) {
      Pattern parts = Pattern.compile("(.+)-([^-]+)-(r[^-]+)");
      return lines(output)
          .map(parts::matcher)
          .filter(Matcher::matches)
          .map(m -> named("name", m.group(1), "version", m.group(2), "release", m.group(3)));
    }
  },

  /// Where a package comes from, only apt-cache knows; for a package of another architecture apt
  /// puts that behind its name. It reads apt's caches in a copy: it would write them anew where
  /// they are older than what is installed, and without them it reads all lists of all sources.
  APT(
      """
      arch=$(dpkg --print-architecture)
      {
        echo "arch $arch"
        if command -v apt-cache >/dev/null; then
          cp -p /var/cache/apt/*pkgcache.bin "$0" 2>/dev/null
          policy() {
            apt-cache -o Dir::Cache::pkgcache="$0/pkgcache.bin" \
              -o Dir::Cache::srcpkgcache="$0/srcpkgcache.bin" policy "$@"
          }
          policy
          policy $(dpkg-query -W -f '${binary:Package}\\n')
        fi
        dpkg-query -W -f 'PACKAGE\\t${db:Status-Status}\\t${Package}\\t${Version}\\t${Architecture}\\t${Section}\\n'
      } | awk '
        /^arch / { native = $2; next }
        /^Package files:$/ { files = 1; next }
        /^Pinned packages:$/ { files = 0; next }
        files && /^ *-?[0-9]+ / { source = $0; sub(/^ *-?[0-9]+ /, "", source); next }
        files && /^ +release / && source {
          origin = ""
          if (match($0, /o=[^,]*/)) origin = substr($0, RSTART + 2, RLENGTH - 2)
          origins[source] = origin; source = ""; next
        }
        /^[^ \\t].*:$/ { files = 0; name = substr($0, 1, length($0) - 1); here = 0; next }
        /^ \\*\\*\\* / { here = 1; next }
        /^     [^ ]/ { here = 0; next }
        /^        / && here && !(name in from) {
          source = $0; sub(/^ *-?[0-9]+ /, "", source)
          if (source in origins) from[name] = origins[source]
          source = ""; next
        }
        /^PACKAGE\\t/ {
          split($0, f, "\\t")
          key = f[3]
          if (f[5] != native && f[5] != "all") key = key ":" f[5]
          if (f[2] == "installed") print key "|" f[4] "|" f[5] "|" f[6] "|" from[key]
        }'
      """) {
    @Override
    Stream<Map<String, Object>> read(String output) {
      return lines(output)
          .map(line -> line.split("\\|", -1))
          .filter(f -> f.length == 5)
          .map(
              f ->
                  named(
                      "name",
                      f[0],
                      "version",
                      f[1],
                      "arch",
                      f[2],
                      "category",
                      f[3],
                      "origin",
                      f[4]));
    }
  },

  PACMAN("pacman -Q | while read -r name version; do echo \"$name $version $(uname -m)\"; done") {
    @Override
    Stream<Map<String, Object>> read(String output) {
      return lines(output)
          .map(line -> line.split(" ", -1))
          .filter(f -> f.length == 3)
          .map(f -> named("name", f[0], "version", f[1], "arch", f[2]));
    }
  },

  RPM("rpm -qa --qf '%{NAME}|%{VERSION}|%{RELEASE}|%{EPOCH}|%{ARCH}\\n'") {
    @Override
    Stream<Map<String, Object>> read(String output) {
      return lines(output)
          .map(line -> line.replace("(none)", "None").split("\\|", -1))
          .filter(f -> f.length == 5)
          .map(
              f ->
                  named(
                      "name", f[0], "version", f[1], "release", f[2], "epoch", f[3], "arch", f[4]));
    }
  };

  private final String script;

  PackageLister(String script) {
    this.script = script;
  }

  /// Its name, and that of the program it needs.
  String tool() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The lister that goes by this name, or by that of a module.
  static List<PackageLister> called(String name) {
    String tool = List.of("dnf", "dnf5", "yum", "zypper").contains(name) ? "rpm" : name;
    return Stream.of(values()).filter(each -> each.tool().equals(tool)).toList();
  }

  /// Exits with 127 where the program is missing. What is installed doesn't depend on the path that
  /// a task has.
  ///
  /// @param scratch where it may write
  Command question(RemotePath scratch) {
    String program = this == APT ? "dpkg-query" : tool();
    String path = "PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    return Command.of(
            "/bin/sh",
            "-c",
            "%s\ncommand -v %s >/dev/null || exit 127\n%s".formatted(path, program, script),
            scratch)
        .with("LC_ALL", "C");
  }

  /// The packages, each with its properties.
  abstract Stream<Map<String, Object>> read(String output);

  List<Map<String, Object>> packages(Output output) {
    List<Map<String, Object>> all = new ArrayList<>();
    read(output.out())
        .forEach(
            each -> {
              each.put("source", tool());
              all.add(each);
            });
    return all;
  }

  private static Stream<String> lines(String output) {
    return output.lines().filter(line -> !line.isBlank());
  }

  private static Map<String, Object> named(String... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
