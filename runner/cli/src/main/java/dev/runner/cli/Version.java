package dev.runner.cli;

import java.util.List;
import picocli.CommandLine;

/// What `--version` says.
public final class Version implements CommandLine.IVersionProvider {
  /// The version of this source.
  public static final String NUMBER = "0.1.0";

  @Override
  public String[] getVersion() {
    return lines().toArray(String[]::new);
  }

  /// The program and the Java that runs it.
  List<String> lines() {
    return List.of(
        "runner " + NUMBER, "Java " + Runtime.version() + ", " + System.getProperty("java.vendor"));
  }
}
