package dev.runner.execute.host;

import dev.runner.module.Step;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Says why a step on a file failed, from what a utility complained of in the C locale.
final class Causes {
  private record Known(String text, String meaning) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known("No space left on device", "the disk is full, or has no inodes left"),
          new Known("Wrote only", "the disk is full, or the quota of the user is used up"),
          new Known("Disk quota exceeded", "the quota of the user is used up"),
          new Known("Read-only file system", "the file system is mounted read-only"),
          new Known("File too large", "the file is larger than the host allows"),
          new Known("Device or resource busy", "the path is in use, or a mount point of its own"),
          new Known("Input/output error", "the disk fails"),
          new Known("Operation not permitted", "the user may not do that"),
          new Known("Permission denied", "the user may not do that there"));

  private Causes() {}

  static String sentence(Step step, Block block) {
    String complaint = block.complaint();
    if (block.status() == FailedCheck.STATUS) {
      String err = new String(block.err(), StandardCharsets.UTF_8);
      return FailedCheck.read(block.text(), err).sentence();
    }
    for (Known known : KNOWN) {
      if (complaint.contains(known.text())) {
        // utilities complain of the file that is to become the new one, or of none
        String at =
            step.place()
                .filter(path -> !complaint.contains(path.text()))
                .map(path -> "at %s: ".formatted(path.text()))
                .orElse("");
        return "%s (%s%s)".formatted(complaint, at, known.meaning());
      }
    }
    return complaint;
  }
}
