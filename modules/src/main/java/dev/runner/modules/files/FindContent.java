package dev.runner.modules.files;

import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.values.regex.PythonRegex;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Looks into files for what `find` asks for.
record FindContent(Find task, Probe host) {
  /// How much is brought here at once, in bytes.
  private static final long AT_ONCE = 32L << 20;

  /// Those of the files that hold it; all of them if nothing is asked for.
  ///
  /// @param root where they were found
  /// @param skipped gets the root if one of them can't be read
  List<FileStat> filter(List<FileStat> files, RemotePath root, Map<String, String> skipped) {
    if (task.contains().isEmpty() || task.fileType() != Find.FileType.FILE) {
      return files;
    }
    Charset charset;
    try {
      charset = Charset.forName(task.encoding().orElse("utf-8"));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      skipped.put(root.text(), "unknown encoding: " + task.encoding().orElse(""));
      return List.of();
    }
    PythonRegex regex = PythonRegex.compile(task.contains().get(), false, false);
    List<FileStat> found = new ArrayList<>();
    for (List<FileStat> some : parts(files)) {
      Map<FileStat, Pending<java.util.Optional<Content>>> asked = new LinkedHashMap<>();
      some.forEach(
          each -> asked.put(each, host.later(new Question.Read(each.path(), Probe.READ_LIMIT))));
      asked.forEach(
          (file, content) -> {
            try {
              if (content.get().filter(it -> holds(it, charset, regex)).isPresent()) {
                found.add(file);
              }
            } catch (UndecodableException e) {
              skipped.put(root.text(), undecodable(file));
            } catch (ProbeException e) {
              skipped.put(file.path().text(), e.sentence());
            }
          });
    }
    return found;
  }

  private String undecodable(FileStat file) {
    return "Failed to decode the file '%s' with encoding: %s"
        .formatted(file.path(), task.encoding().orElse("utf-8 (Python default)"));
  }

  private static List<List<FileStat>> parts(List<FileStat> files) {
    List<List<FileStat>> parts = new ArrayList<>();
    long size = 0;
    for (FileStat file : files) {
      if (parts.isEmpty() || size + file.size() > AT_ONCE) {
        parts.add(new ArrayList<>());
        size = 0;
      }
      parts.getLast().add(file);
      size += file.size();
    }
    return parts;
  }

  private boolean holds(Content content, Charset charset, PythonRegex regex) {
    String text = decoded(content, charset).replace("\r\n", "\n").replace('\r', '\n');
    if (task.readWholeFile()) {
      return regex.isFoundIn(text);
    }
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      int next = end < 0 ? text.length() : end + 1;
      if (regex.begins(text.substring(start, next))) {
        return true;
      }
      start = next;
    }
    return false;
  }

  private static String decoded(Content content, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(content.bytes())).toString();
    } catch (CharacterCodingException e) {
      throw new UndecodableException(e);
    }
  }

  /// The bytes aren't in the encoding.
  private static final class UndecodableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UndecodableException(CharacterCodingException cause) {
      super(cause);
    }
  }
}
