import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Formats the project's Java files (`apply`) or fails and names those that differ (`check`).
///
/// With further arguments only files below these folders are looked at.
class Format {
  public static void main(String[] args) throws Exception {
    boolean apply = args.length > 0 && args[0].equals("apply");
    List<Path> roots =
        args.length > 1
            ? List.of(args).subList(1, args.length).stream().map(Path::of).toList()
            : List.of(Path.of("."));
    Formatter formatter = new Formatter(JavaFormatterOptions.defaultOptions());
    int wrong = 0;
    for (Path root : roots) {
      List<Path> files;
      try (var walk = Files.walk(root)) {
        files = walk.filter(Format::isSource).sorted().toList();
      }
      for (Path file : files) {
        String before = Files.readString(file);
        String after;
        try {
          after =
              formatter.formatSource(
                  RemoveUnusedImports.removeUnusedImports(
                      ImportOrderer.reorderImports(before, JavaFormatterOptions.Style.GOOGLE)));
        } catch (com.google.googlejavaformat.java.FormatterException e) {
          System.err.println(file + ": " + e.getMessage());
          wrong++;
          continue;
        }
        if (before.equals(after)) {
          continue;
        }
        if (apply) {
          Files.writeString(file, after);
        } else {
          System.err.println("not formatted: " + file);
          wrong++;
        }
      }
    }
    if (wrong > 0) {
      System.err.println("run bin/format to mend this");
      System.exit(1);
    }
  }

  private static boolean isSource(Path path) {
    String text = path.toString();
    return text.endsWith(".java") && !text.contains("/target/") && !text.contains("/.git/");
  }
}
