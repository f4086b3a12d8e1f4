package dev.runner.modules.python;

import dev.runner.module.Output;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Why pip failed, in words of ours.
///
/// @param sentence the cause
/// @param remedy what to do
record PipTrouble(String sentence, String remedy) {

  static PipTrouble of(Output output) {
    String said = output.err() + "\n" + output.out();
    String lower = said.toLowerCase(Locale.ROOT);
    if (lower.contains("externally-managed-environment")) {
      return new PipTrouble(
          "externally-managed-environment: this Python is managed by the system's packages (PEP"
              + " 668)",
          "install into a virtual environment: set `virtualenv`; the module pip has"
              + " `break_system_packages` for who wants to do without");
    }
    if (lower.contains("no space left on device") || lower.contains("disk quota exceeded")) {
      return new PipTrouble(
          "the disk is full: " + error(output),
          "make room where the packages stand, or in the directory for temporary files");
    }
    if (lower.contains("proxyerror") || lower.contains("cannot connect to proxy")) {
      return new PipTrouble(
          "the proxy of the package index doesn't answer: " + error(output),
          "look at the environment's https_proxy and pip's configuration");
    }
    if (lower.contains("invalid peer certificate")
        || lower.contains("certificate_verify_failed")
        || lower.contains("sslerror")) {
      return new PipTrouble(
          "the certificate of the package index isn't trusted, so that nothing can be had from it: "
              + error(output),
          "give pip the certificate (PIP_CERT)");
    }
    if (lower.contains("newconnectionerror")
        || lower.contains("cannot fetch index base url")
        || lower.contains("connection to")
        || lower.contains("timed out")
        || lower.contains("readtimeout")
        || lower.contains("name or service not known")
        || lower.contains("temporary failure in name resolution")) {
      return new PipTrouble(
          "the package index can't be reached: " + error(output),
          "look at the network, or give packages by `find_links`");
    }
    if (lower.contains("(from versions: none)") || lower.contains("no distributions at all")) {
      return new PipTrouble(
          "the package index knows no such package, or doesn't answer: " + error(output),
          "look at the requirement, and at pip's own settings (`pip config list`)");
    }
    if (lower.contains("no solution found")
        || lower.contains("no matching distribution")
        || lower.contains("no distributions matching")
        || lower.contains("could not find a version")) {
      return new PipTrouble(
          "the package index has no such version: " + error(output), "look at the requirement");
    }
    return new PipTrouble("pip failed: " + error(output), "read pip's output");
  }

  private static String error(Output output) {
    Optional<String> fatal =
        output
            .err()
            .lines()
            .map(String::strip)
            .filter(line -> line.startsWith("fatal:"))
            .findFirst();
    if (fatal.isPresent()) {
      return fatal.get(); // of git, which says it better than pip
    }
    return output
        .err()
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).contains("error"))
        .filter(line -> !line.strip().startsWith("note:"))
        .reduce((first, second) -> second)
        .or(() -> old(output))
        .orElseGet(output::lastWords)
        .strip();
  }

  /// Before 7.0 pip complained on standard output, and what it said last was where its log is.
  private static Optional<String> old(Output output) {
    List<String> lines =
        output.out().lines().takeWhile(line -> !line.startsWith("Storing debug log for")).toList();
    boolean logged = lines.size() < output.out().lines().count();
    return Optional.of(lines).filter(some -> logged && !some.isEmpty()).map(List::getLast);
  }
}
