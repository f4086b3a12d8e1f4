package dev.runner.execute.host;

import dev.runner.module.Question;
import dev.runner.transport.Script;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Checksums of many files by one program.
record SumInquiry(String algorithm, List<Waiting<Optional<String>>> waiting) implements Inquiry {
  private static final Pattern ALGORITHM = Pattern.compile("md5|sha(1|224|256|384|512)");
  private static final Pattern SUM = Pattern.compile("^([0-9a-fA-F]{32,128})\\b");
  private static final int AT_ONCE = 400;

  SumInquiry {
    waiting = List.copyOf(waiting);
    if (!ALGORITHM.matcher(algorithm).matches()) {
      throw new IllegalArgumentException("there is no checksum called " + algorithm);
    }
  }

  /// As many inquiries as it takes.
  static List<Inquiry> of(String algorithm, List<Waiting<Optional<String>>> all) {
    List<Inquiry> inquiries = new ArrayList<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      int to = Math.min(all.size(), from + AT_ONCE);
      inquiries.add(new SumInquiry(algorithm, all.subList(from, to)));
    }
    return inquiries;
  }

  private static Question.Checksum question(Waiting<Optional<String>> waiting) {
    return (Question.Checksum) waiting.question();
  }

  @Override
  public Script body(String nonce) {
    StringBuilder text = new StringBuilder("rn_sums ").append(algorithm);
    for (Waiting<Optional<String>> each : waiting) {
      String path = question(each).path().text();
      // The programs escape such names each in its own way.
      boolean odd = path.indexOf('\n') >= 0 || path.indexOf('\\') >= 0 || path.indexOf('\r') >= 0;
      text.append(odd ? " I " : " S ").append(FileNames.word(question(each).path()));
    }
    return Script.of(text.toString());
  }

  @Override
  public Collection<String> functions() {
    return List.of("sums");
  }

  @Override
  public boolean isTame() {
    return true;
  }

  @Override
  public List<Inquiry> take(Block block, String nonce) {
    String text = block.text();
    int end = text.indexOf('\n');
    if (end != waiting.size()) {
      waiting.forEach(each -> each.fail(trouble(each, block.complaint())));
      return List.of();
    }
    String letters = text.substring(0, end);
    List<String> sums = sums(text.substring(end + 1));
    long wanted = letters.chars().filter(c -> c == 'S' || c == 'I').count();
    if (sums.size() != wanted) {
      return again(block);
    }
    int plain = 0;
    int odd = (int) letters.chars().filter(c -> c == 'S').count();
    for (int i = 0; i < letters.length(); i++) {
      Waiting<Optional<String>> each = waiting.get(i);
      switch (letters.charAt(i)) {
        case 'S' -> each.answer(Optional.of(sums.get(plain++)));
        case 'I' -> each.answer(Optional.of(sums.get(odd++)));
        case 'D' -> each.fail(trouble(each, "Permission denied"));
        default -> each.answer(Optional.empty());
      }
    }
    return List.of();
  }

  private static List<String> sums(String text) {
    List<String> sums = new ArrayList<>();
    for (String line : text.split("\n")) {
      Matcher sum = SUM.matcher(line);
      if (sum.find()) {
        sums.add(sum.group(1).toLowerCase(java.util.Locale.ROOT));
      }
    }
    return sums;
  }

  /// A file went away, or can't be read although it seemed so: each is asked about by itself then.
  private List<Inquiry> again(Block block) {
    if (waiting.size() > 1) {
      return waiting.stream()
          .<Inquiry>map(each -> new SumInquiry(algorithm, List.of(each)))
          .toList();
    }
    Waiting<Optional<String>> only = waiting.getFirst();
    if (block.complaint().contains("No such file")) {
      only.answer(Optional.empty());
    } else {
      only.fail(trouble(only, block.complaint()));
    }
    return List.of();
  }

  private static String trouble(Waiting<Optional<String>> waiting, String why) {
    return "%s can't be read: %s".formatted(question(waiting).path(), why);
  }
}
