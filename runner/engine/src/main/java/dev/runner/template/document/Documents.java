package dev.runner.template.document;

import java.util.ArrayList;
import java.util.List;

/// The documents of a YAML stream, which lines of `---` separate.
public final class Documents {
  private Documents() {}

  static List<String> split(String stream) {
    List<String> documents = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    boolean open = false;
    for (String line : stream.split("(?<=\n)")) {
      boolean marker = line.startsWith("---") && (line.length() == 3 || line.charAt(3) <= ' ');
      boolean end = line.startsWith("...") && line.strip().equals("...");
      if (marker || end) {
        if (open || !current.toString().isBlank()) {
          documents.add(current.toString());
        }
        current.setLength(0);
        open = marker;
        current.append(marker ? line.substring(3) : "");
      } else {
        current.append(line);
      }
    }
    if (open || !current.toString().isBlank()) {
      documents.add(current.toString());
    }
    return documents;
  }
}
