package dev.runner.modules.databases;

import dev.runner.module.RemotePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The commands of a dump and of loading one, as people would type them: a result tells them. What
/// really runs reads its login from a file.
record MysqlFileCommand(MysqlDb task, MysqlLogin by) {
  /// @param packer the program that packs; nothing if none does
  String dump(Optional<String> packer) {
    List<String> words = start("mysqldump", "--force");
    words.addAll(
        task.all()
            ? List.of("--all-databases")
            : task.name().size() > 1 ? databases() : task.name());
    when(task.skipLockTables(), "--skip-lock-tables", words);
    encoding(words);
    when(task.singleTransaction(), "--single-transaction=true", words);
    when(task.quick(), "--quick", words);
    task.ignoreTables().forEach(table -> words.add("--ignore-table=" + table));
    when(task.hexBlob(), "--hex-blob", words);
    when(
        task.masterData() != BinlogPosition.NONE,
        "--master-data=" + task.masterData().number(),
        words);
    task.dumpExtraArgs().ifPresent(words::add);
    return "%s%s%s > %s"
        .formatted(
            task.pipefail() && packer.isPresent() ? "set -o pipefail && " : "",
            String.join(" ", words),
            packer.map(" | "::concat).orElse(""),
            task.target().orElseThrow());
  }

  /// @param packer the program that unpacks; nothing if none does
  String load(Optional<String> packer) {
    List<String> words = start("mysql", "-f");
    encoding(words);
    if (!task.all()) {
      words.addAll(List.of("--one-database", task.name().getFirst()));
    }
    RemotePath file = task.target().orElseThrow();
    String client = String.join(" ", words);
    return packer
        .map(program -> "%s -dc %s | %s".formatted(program, file, client))
        .orElseGet(() -> client + " < " + file);
  }

  private List<String> databases() {
    List<String> words = new ArrayList<>(List.of("--databases"));
    words.addAll(task.name());
    return words;
  }

  private List<String> start(String program, String force) {
    List<String> words = new ArrayList<>(List.of(program));
    by.ownFile().ifPresent(file -> words.add("--defaults-file=" + file));
    by.loginUser().ifPresent(user -> words.add("--user=" + user));
    by.loginPassword().ifPresent(_ -> words.add("--password=********"));
    when(task.force(), force, words);
    if (by.loginUnixSocket().isPresent()) {
      words.add("--socket=" + by.loginUnixSocket().get());
    } else {
      words.addAll(List.of("--host=" + by.loginHost(), "--port=" + by.loginPort()));
    }
    return words;
  }

  private void encoding(List<String> words) {
    when(!task.encoding().isEmpty(), "--default-character-set=" + task.encoding(), words);
  }

  private static void when(boolean wanted, String word, List<String> words) {
    if (wanted) {
      words.add(word);
    }
  }
}
