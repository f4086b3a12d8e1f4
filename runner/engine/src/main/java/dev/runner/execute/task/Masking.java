package dev.runner.execute.task;

import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Hides the secrets of a run by value, in whatever is shown or stored: as they are, and as they
/// look in base64 (at each alignment), hex, a URL, JSON and a shell's quotes. Shorter ones than six
/// characters would hide too much.
public final class Masking {
  private static final int SHORTEST = 6;

  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private volatile List<String> needles = List.of();

  /// From now on this is hidden.
  public void learn(String secret) {
    String bare = secret.strip();
    if (bare.length() >= SHORTEST && known.add(bare)) {
      synchronized (this) {
        List<String> all = new java.util.ArrayList<>(needles);
        all.addAll(spellings(bare));
        all.sort(Comparator.comparingInt(String::length).reversed());
        needles = List.copyOf(all);
      }
      if (bare.contains("\n")) {
        bare.lines().forEach(this::learn);
      }
    }
  }

  /// From now on every secret in this value is hidden.
  public void learnAll(Object value) {
    switch (value) {
      case Text text -> {
        if (text.isSecret()) {
          learn(text.value());
        }
      }
      case Secret secret -> learn(secret.reveal());
      case Map<?, ?> map -> map.values().forEach(this::learnAll);
      case Collection<?> list -> list.forEach(this::learnAll);
      default -> {}
    }
  }

  /// The text without secrets.
  public String text(String text) {
    String masked = text;
    for (String needle : needles) {
      if (masked.contains(needle)) {
        masked = masked.replace(needle, Secret.MASK);
      }
    }
    return masked;
  }

  /// The value without secrets and marks: plain text, numbers, lists and maps.
  public Object value(Object value) {
    return switch (value) {
      case Text text -> text.isSecret() ? Secret.MASK : text(text.value());
      case String text -> text(text);
      case Map<?, ?> map -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(text(key.toString()), value(each)));
        yield copy;
      }
      case Collection<?> list -> list.stream().map(this::value).toList();
      case Number number -> number;
      case Boolean bool -> bool;
      case dev.runner.values.None none -> none;
      case dev.runner.values.TimeValue time -> text(time.iso());
      default -> text(value.toString());
    };
  }

  private static Set<String> spellings(String secret) {
    Set<String> all = new java.util.LinkedHashSet<>();
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    all.add(secret);
    for (int shift = 0; shift < 3; shift++) {
      addBase64(bytes, shift, all);
    }
    all.add(HexFormat.of().formatHex(bytes));
    all.add(HexFormat.of().withUpperCase().formatHex(bytes));
    String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    all.add(url);
    all.add(url.replace("+", "%20"));
    all.add(secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
    all.add(secret.replace("'", "'\\''"));
    all.add(secret.replace("'", "'\"'\"'"));
    all.removeIf(each -> each.length() < SHORTEST);
    return all;
  }

  /// The characters of base64 that depend on the secret alone when it starts at this offset within
  /// a group of three.
  private static void addBase64(byte[] bytes, int shift, Set<String> all) {
    byte[] padded = new byte[bytes.length + shift];
    System.arraycopy(bytes, 0, padded, shift, bytes.length);
    int from = shift == 0 ? 0 : shift + 1;
    int to = padded.length * 8 / 6;
    String standard = Base64.getEncoder().withoutPadding().encodeToString(padded);
    all.add(standard.substring(from, to));
    String forUrls = Base64.getUrlEncoder().withoutPadding().encodeToString(padded);
    all.add(forUrls.substring(from, to));
  }
}
