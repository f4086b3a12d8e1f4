package dev.runner.modules.python;

/// Where a package came from.
///
/// @param place the directory, without links; empty if it came from elsewhere
/// @param revision what was asked of version control; empty if unknown
/// @param editable whether it is used in place
record PackageOrigin(String place, String revision, boolean editable) {}
