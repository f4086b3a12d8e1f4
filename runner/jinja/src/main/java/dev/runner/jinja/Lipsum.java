package dev.runner.jinja;

import java.util.concurrent.ThreadLocalRandom;

/// Random text that reads like Latin, for `lipsum()`.
final class Lipsum {
  private static final String WORDS =
      "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut"
          + " labore et dolore magna aliqua enim ad minim veniam quis nostrud exercitation ullamco"
          + " laboris nisi aliquip ex ea commodo consequat duis aute irure in reprehenderit"
          + " voluptate velit esse cillum eu fugiat nulla pariatur excepteur sint occaecat"
          + " cupidatat non proident sunt culpa qui officia deserunt mollit anim id est laborum";

  private Lipsum() {}

  /// Paragraphs of at least `least` and fewer than `most` words each.
  static String text(int paragraphs, boolean html, int least, int most) {
    String[] words = WORDS.split(" ");
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < paragraphs; i++) {
      if (i > 0) {
        out.append(html ? "\n" : "\n\n");
      }
      out.append(html ? "<p>" : "");
      int count = least < most ? ThreadLocalRandom.current().nextInt(least, most) : least;
      paragraph(words, count, out);
      out.append(html ? "</p>" : "");
    }
    return out.toString();
  }

  private static void paragraph(String[] words, int count, StringBuilder out) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int last = -1;
    int comma = random.nextInt(3, 9);
    int stop = comma + random.nextInt(7, 13);
    boolean start = true;
    for (int i = 0; i < count; i++) {
      int next = random.nextInt(words.length);
      next = next == last ? (next + 1) % words.length : next;
      last = next;
      String word = words[next];
      out.append(i == 0 ? "" : " ");
      out.append(start ? Character.toUpperCase(word.charAt(0)) : word.charAt(0));
      out.append(word, 1, word.length());
      start = false;
      if (i == count - 1 || i == stop) {
        out.append('.');
        start = true;
        comma = i + random.nextInt(3, 9);
        stop = comma + random.nextInt(7, 13);
      } else if (i == comma) {
        out.append(',');
        comma = i + random.nextInt(3, 9);
      }
    }
  }
}
