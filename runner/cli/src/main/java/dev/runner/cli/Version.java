package dev.runner.cli;

import picocli.CommandLine;

/// What `--version` says.
public final class Version implements CommandLine.IVersionProvider {
  /// The version of this source.
  public static final String NUMBER = "0.1.0";

  @Override
  public String[] getVersion() {
    return new String[] {
      "runner " + NUMBER, "Java " + Runtime.version() + ", " + System.getProperty("java.vendor"),
    };
  }
}
