package dev.runner.configuration;

/// Where a setting stands in the configuration file.
///
/// @param section may have dots in its name, as those of Galaxy's servers do
/// @param name has none
public record FileKey(String section, String name) {

  /// Takes apart how it is written down.
  ///
  /// @param written `section.name`
  public static FileKey of(String written) {
    int dot = written.lastIndexOf('.');
    return new FileKey(written.substring(0, dot), written.substring(dot + 1));
  }
}
