package dev.runner.modules.files;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The kinds of archive that are unpacked, told by their first bytes.
enum ArchiveFormat {
  ZIP("ZipArchive", ""),
  TAR("TarArchive", ""),
  GZIP("TgzArchive", "-z"),
  BZIP2("TarBzipArchive", "-j"),
  XZ("TarXzArchive", "-J"),
  ZSTD("TarZstdArchive", "--zstd");

  private static final Map<String, ArchiveFormat> MAGIC =
      Map.of(
          "504b03", ZIP,
          "504b05", ZIP,
          "1f8b", GZIP,
          "425a68", BZIP2,
          "fd377a585a00", XZ,
          "28b52ffd", ZSTD);

  private final String handler;
  private final String option;

  ArchiveFormat(String handler, String option) {
    this.handler = handler;
    this.option = option;
  }

  /// The kind that begins with these bytes, in hex digits. What has no sign of its own is a tar
  /// file or none at all, which tar says itself.
  static ArchiveFormat of(String hex) {
    Optional<String> magic = MAGIC.keySet().stream().filter(hex::startsWith).findFirst();
    return magic.map(MAGIC::get).orElse(TAR);
  }

  /// The program for it.
  String program() {
    return this == ZIP ? "unzip" : "tar";
  }

  /// Lines of a `case` of the shell that say for first bytes in hex digits what `program` is: its
  /// name, and behind a blank what tells it of the compression.
  static String cases() {
    return MAGIC.entrySet().stream()
        .map(each -> "%s*) program='%s' ;;".formatted(each.getKey(), each.getValue().words()))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private String words() {
    return (program() + " " + option).strip();
  }

  /// What Ansible calls it.
  String handler() {
    return handler;
  }

  /// What tells tar of the compression.
  List<String> options() {
    return option.isEmpty() ? List.of() : List.of(option);
  }
}
