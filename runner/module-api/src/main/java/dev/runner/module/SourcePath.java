package dev.runner.module;

/// A path that may be on the control machine or on the host, as another parameter (`remote_src`)
/// says.
public interface SourcePath {

  /// As the user wrote it.
  String text();

  /// The file or directory of the control machine, found on the search path.
  ///
  /// @throws BadParameter if there is none; the engine reports it with the places where it looked
  ControlFile onControl();

  /// The path on the host.
  RemotePath onHost();
}
