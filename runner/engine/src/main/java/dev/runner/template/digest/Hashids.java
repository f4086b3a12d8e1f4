package dev.runner.template.digest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Short words that stand for lists of numbers, and can be read back (hashids.org).
final class Hashids {
  static final String ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890";

  private static final String SEPARATORS = "cfhistuCFHISTU";
  private static final int FEWEST = 16;
  private static final double LETTERS_A_SEPARATOR = 3.5;
  private static final int LETTERS_A_GUARD = 12;

  private final String salt;
  private final int shortest;
  private final String alphabet;
  private final String separators;
  private final String guards;

  /// @throws IllegalArgumentException if the alphabet is too small
  Hashids(String salt, int shortest, String letters) {
    this.salt = salt;
    this.shortest = shortest;
    String parting = only(SEPARATORS, letters, true);
    String rest =
        only(
            letters.chars().distinct().mapToObj(Character::toString).collect(Collectors.joining()),
            SEPARATORS,
            false);
    if (parting.length() + rest.length() < FEWEST) {
      throw new IllegalArgumentException("Alphabet must contain at least 16 unique characters.");
    }
    parting = shuffled(parting, salt);
    int least = (int) Math.ceil(rest.length() / LETTERS_A_SEPARATOR);
    if (parting.isEmpty() || (double) rest.length() / parting.length() > LETTERS_A_SEPARATOR) {
      least = Math.max(least, 2);
      int more = Math.max(0, least - parting.length());
      parting += rest.substring(0, more);
      rest = rest.substring(more);
    }
    rest = shuffled(rest, salt);
    int many = (int) Math.ceil((double) rest.length() / LETTERS_A_GUARD);
    boolean few = rest.length() < 3;
    guards = few ? parting.substring(0, many) : rest.substring(0, many);
    separators = few ? parting.substring(many) : parting;
    alphabet = few ? rest : rest.substring(many);
  }

  private static String only(String letters, String others, boolean among) {
    return letters
        .chars()
        .filter(c -> others.indexOf(c) >= 0 == among)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static String shuffled(String text, String salt) {
    if (salt.isEmpty()) {
      return text;
    }
    char[] letters = text.toCharArray();
    int sum = 0;
    int at = 0;
    for (int i = letters.length - 1; i > 0; i--) {
      at %= salt.length();
      int code = salt.charAt(at);
      sum += code;
      int j = (code + at + sum) % i;
      char swapped = letters[i];
      letters[i] = letters[j];
      letters[j] = swapped;
      at++;
    }
    return new String(letters);
  }

  /// The word for these numbers, none of which is negative.
  String encode(List<Long> numbers) {
    int sum = 0;
    for (int i = 0; i < numbers.size(); i++) {
      sum += (int) (numbers.get(i) % (i + 100));
    }
    String letters = alphabet;
    String lottery = letters.substring(sum % letters.length(), sum % letters.length() + 1);
    StringBuilder word = new StringBuilder(lottery);
    for (int i = 0; i < numbers.size(); i++) {
      letters = next(lottery, letters);
      String digits = digits(numbers.get(i), letters);
      word.append(digits);
      if (i + 1 < numbers.size()) {
        long which = numbers.get(i) % (digits.charAt(0) + i) % separators.length();
        word.append(separators.charAt((int) which));
      }
    }
    return word.length() < shortest ? lengthened(word, sum, letters) : word.toString();
  }

  private String next(String lottery, String letters) {
    return shuffled(letters, (lottery + salt + letters).substring(0, letters.length()));
  }

  private String lengthened(StringBuilder word, int sum, String last) {
    word.insert(0, guards.charAt((sum + word.charAt(0)) % guards.length()));
    if (word.length() < shortest) {
      word.append(guards.charAt((sum + word.charAt(2)) % guards.length()));
    }
    String letters = last;
    int half = letters.length() / 2;
    while (word.length() < shortest) {
      letters = shuffled(letters, letters);
      word.insert(0, letters.substring(half)).append(letters, 0, half);
      int excess = word.length() - shortest;
      if (excess > 0) {
        String cut = word.substring(excess / 2, excess / 2 + shortest);
        word.setLength(0);
        word.append(cut);
      }
    }
    return word.toString();
  }

  private static String digits(long number, String letters) {
    StringBuilder digits = new StringBuilder();
    long rest = number;
    do {
      digits.insert(0, letters.charAt((int) (rest % letters.length())));
      rest /= letters.length();
    } while (rest > 0);
    return digits.toString();
  }

  /// The numbers that a word stands for; none if it is nobody's word.
  List<Long> decode(String word) {
    List<String> parts = split(word, guards);
    String body = parts.size() == 2 || parts.size() == 3 ? parts.get(1) : parts.getFirst();
    if (body.isEmpty()) {
      return List.of();
    }
    String lottery = body.substring(0, 1);
    String letters = alphabet;
    List<Long> numbers = new ArrayList<>();
    for (String digits : split(body.substring(1), separators)) {
      letters = next(lottery, letters);
      long number = 0;
      for (int i = 0; i < digits.length(); i++) {
        int value = letters.indexOf(digits.charAt(i));
        if (value < 0) {
          return List.of();
        }
        number = number * letters.length() + value;
      }
      numbers.add(number);
    }
    return encode(numbers).equals(word) ? numbers : List.of();
  }

  private static List<String> split(String word, String at) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < word.length(); i++) {
      if (at.indexOf(word.charAt(i)) >= 0) {
        parts.add(word.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(word.substring(start));
    return parts;
  }
}
