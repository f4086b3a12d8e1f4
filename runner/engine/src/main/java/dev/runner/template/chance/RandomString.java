package dev.runner.template.chance;

import dev.runner.template.call.LookupCall;
import dev.runner.values.Python;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The lookup `random_string` (collection `community.general`): the same text as Python's for the
/// same seed.
public final class RandomString {
  private static final String DIGITS = "0123456789";
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String SPECIAL = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  private static final Set<String> OPTIONS =
      Set.of(
          "length",
          "upper",
          "lower",
          "numbers",
          "special",
          "min_lower",
          "min_upper",
          "min_special",
          "min_numeric",
          "override_special",
          "override_all",
          "ignore_similar_chars",
          "similar_chars",
          "base64",
          "seed");

  private final LookupCall call;
  private final PythonRandom random;
  private final List<Object> made = new ArrayList<>();

  private RandomString(LookupCall call, @Nullable Object seed) {
    this.call = call;
    this.random =
        seed == null
            ? PythonRandom.unseeded(call.ports().random())
            : PythonRandom.seeded(Python.string(seed));
  }

  /// What the lookup finds.
  public static List<Object> find(LookupCall call) {
    if (!call.terms().isEmpty()) {
      throw call.wrong("random_string takes options only, such as length=12");
    }
    for (String option : call.options().keySet()) {
      if (!OPTIONS.contains(option)) {
        throw call.wrong("random_string has no option '%s'".formatted(option));
      }
    }
    Object seed = call.option("seed");
    return List.of(new RandomString(call, seed).text(seed == null));
  }

  private String text(boolean shuffle) {
    String digits = without(DIGITS);
    String lower = without(LOWER);
    String upper = without(UPPER);
    String special = call.text("override_special", without(SPECIAL));
    String all = call.text("override_all", "");
    if (all.isEmpty()) {
      all =
          (call.flag("upper", true) ? upper : "")
              + (call.flag("lower", true) ? lower : "")
              + (call.flag("numbers", true) ? digits : "")
              + (call.flag("special", true) ? special : "");
      add(digits, count("min_numeric", 0));
      add(lower, count("min_lower", 0));
      add(upper, count("min_upper", 0));
      add(special, count("min_special", 0));
    }
    add(all, count("length", 8) - made.size());
    List<Object> characters = shuffle ? random.shuffled(made) : made;
    StringBuilder text = new StringBuilder();
    characters.forEach(each -> text.append(Python.string(each)));
    return call.flag("base64", false)
        ? Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8))
        : text.toString();
  }

  private int count(String option, int byDefault) {
    String digits = call.text(option, Integer.toString(byDefault));
    if (!digits.matches("[-+]?[0-9]{1,9}")) {
      throw call.wrong("'%s' of random_string is a number, not '%s'".formatted(option, digits));
    }
    return Integer.parseInt(digits);
  }

  private String without(String characters) {
    if (!call.flag("ignore_similar_chars", false)) {
      return characters;
    }
    String similar = call.text("similar_chars", "il1LoO0");
    StringBuilder kept = new StringBuilder();
    characters.chars().filter(c -> similar.indexOf(c) < 0).forEach(c -> kept.append((char) c));
    return kept.toString();
  }

  private void add(String characters, int count) {
    if (characters.isEmpty()) {
      throw call.wrong("Available characters cannot be None, please change constraints");
    }
    List<String> choices = characters.codePoints().mapToObj(Character::toString).toList();
    for (int i = 0; i < count; i++) {
      made.add(random.choice(choices));
    }
  }
}
