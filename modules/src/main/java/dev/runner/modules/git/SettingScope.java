package dev.runner.modules.git;

import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.RemotePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Which of git's files of settings is meant, and how its commands name it.
///
/// @param kind none where git looks into all of them
/// @param file the file of settings itself, or the repository
record SettingScope(Optional<GitConfig.Scope> kind, Optional<RemotePath> file) {
  /// A `git config` of these words.
  Command config(Object... words) {
    List<Object> all = new ArrayList<>(List.of("git", "config", "--includes"));
    kind.ifPresent(
        each -> {
          if (each == GitConfig.Scope.FILE) {
            all.addAll(List.of("-f", file.orElseThrow()));
          } else {
            all.add("--" + each.name().toLowerCase(Locale.ROOT));
          }
        });
    all.addAll(List.of(words));
    Command command = Command.of(all).with("LC_ALL", "C");
    boolean inside =
        file.isPresent() && kind.filter(each -> each != GitConfig.Scope.LOCAL).isEmpty();
    return command.in(inside ? file.get() : RemotePath.of("/"));
  }

  /// The command that tells all values of a setting.
  Command values(String name) {
    return config("--null", "--get-all", name);
  }

  /// The command that tells all settings.
  Command all() {
    return config("--null", "--list");
  }

  /// Whether git answered: a setting that isn't there is an answer, and so is a file that isn't.
  static boolean answered(Output output) {
    return output.ok()
        || output.exit() == 1
        || (output.exit() == 128 && output.err().contains("unable to read config file"));
  }

  /// The values of a setting.
  static List<String> values(Output output) {
    return parts(output);
  }

  /// All settings with their values. One without a value is true to git.
  static Map<String, List<String>> settings(Output output) {
    Map<String, List<String>> settings = new LinkedHashMap<>();
    for (String part : parts(output)) {
      int end = part.indexOf('\n');
      String name = end < 0 ? part : part.substring(0, end);
      settings
          .computeIfAbsent(name, each -> new ArrayList<>())
          .add(end < 0 ? "" : part.substring(end + 1));
    }
    return settings;
  }

  private static List<String> parts(Output output) {
    String text = output.stdout().lenientText();
    return text.isEmpty()
        ? List.of()
        : List.of(text.substring(0, text.length() - 1).split("\0", -1));
  }
}
