package dev.runner.template.file;

import dev.runner.template.call.LookupCall;
import dev.runner.template.call.TermOptions;
import dev.runner.template.chance.PythonRandom;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.crypt.PasswordHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The lookup `password`: a password that is made up once and kept in a file.
public final class PasswordLookup {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
  private static final Pattern KEPT = Pattern.compile("(.*?)(?: salt=(\\S+))?(?: ident=(\\S+))?");

  private static final Set<String> OPTIONS = Set.of("length", "encrypt", "chars", "ident", "seed");

  /// What stands in the file.
  private record Kept(String password, @Nullable String salt, @Nullable String ident) {}

  private final LookupCall call;
  private final Map<String, String> options = new LinkedHashMap<>();

  private PasswordLookup(LookupCall call) {
    this.call = call;
  }

  static List<Object> find(LookupCall call) {
    List<Object> found = new ArrayList<>();
    for (Object term : call.terms()) {
      found.add(new PasswordLookup(call).find(LookupCall.text(term)));
    }
    return found;
  }

  private @Nullable String option(String name) {
    String inside = options.get(name);
    if (inside != null) {
      return inside.isEmpty() ? null : inside;
    }
    Object given = call.option(name);
    if (given == null) {
      return null;
    }
    return given instanceof List<?> list
        ? String.join(",", list.stream().map(Python::string).toList())
        : Python.string(given);
  }

  private Object find(String term) {
    options.putAll(TermOptions.read(term));
    String name = options.remove(TermOptions.REST);
    List<String> unknown =
        options.keySet().stream().filter(each -> !OPTIONS.contains(each)).toList();
    if (!unknown.isEmpty()) {
      throw call.wrong(
          "Unrecognized parameter(s) given to password lookup: " + String.join(", ", unknown));
    }
    if (name == null) {
      throw call.wrong("it needs the file in which the password is kept");
    }
    if (name.equals("/dev/null")) {
      String made = made();
      return shown(made, null, option("ident"));
    }
    Path file = file(name);
    Kept kept = call.ports().disk().alone(file, () -> lasting(file)); // hosts ask at the same time
    return shown(kept.password(), kept.salt(), kept.ident());
  }

  private Path file(String name) {
    Path path = Path.of(PathFilters.expandUser(name, call.ports()));
    List<Path> directories = call.path().directories();
    return path.isAbsolute() ? path : directories.getLast().resolve(path).normalize();
  }

  /// What the file keeps from now on: with a salt if the password will be hashed, so that the hash
  /// stays.
  private Kept lasting(Path file) {
    Kept kept = read(file).orElseGet(() -> first(file));
    String asked = option("ident");
    if (kept.ident() != null && asked != null && !kept.ident().equals(asked)) {
      throw call.wrong(
          "The ident parameter provided (%s) does not match the stored one (%s)."
              .formatted(asked, kept.ident()));
    }
    if (option("encrypt") == null || kept.salt() != null) {
      return new Kept(kept.password(), kept.salt(), asked == null ? kept.ident() : asked);
    }
    String line = line(kept.password());
    try {
      call.ports().disk().replace(file, line + "\n");
    } catch (IOException e) {
      throw unwritten(file, e);
    }
    return kept(file, line);
  }

  /// Another run may be quicker: then what it made up counts.
  private Kept first(Path file) {
    String line = line(made());
    try {
      return call.ports().disk().create(file, line + "\n")
          ? kept(file, line)
          : read(file).orElseThrow(() -> call.wrong("'%s' is no file".formatted(file)));
    } catch (IOException e) {
      throw unwritten(file, e);
    }
  }

  private RuntimeException unwritten(Path file, IOException e) {
    return call.wrong("'%s' can't be written: %s".formatted(file, e.getMessage()));
  }

  private Optional<Kept> read(Path file) {
    if (!call.ports().files().isFile(file)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = call.ports().files().read(file);
      return Optional.of(kept(file, new String(bytes, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw call.wrong("'%s' can't be read: %s".formatted(file, e.getMessage()));
    }
  }

  private Kept kept(Path file, String line) {
    Matcher matcher = KEPT.matcher(line.replaceFirst("\\s+$", ""));
    if (!matcher.matches()) {
      throw call.wrong("'%s' holds no password".formatted(file));
    }
    return new Kept(matcher.group(1), matcher.group(2), matcher.group(3));
  }

  private Object shown(String password, @Nullable String salt, @Nullable String ident) {
    String type = option("encrypt");
    if (type == null) {
      return Text.secret(password);
    }
    String hash =
        new PasswordHash(type, salt, 0, 0, ident)
            .of(password.getBytes(StandardCharsets.UTF_8), call.ports().random());
    return Text.secret(hash);
  }

  private String line(String password) {
    String type = option("encrypt");
    if (type == null) {
      return password;
    }
    int size = type.startsWith("md5") ? 8 : type.startsWith("b") ? 22 : 16;
    StringBuilder salt = new StringBuilder();
    PythonRandom random = PythonRandom.unseeded(call.ports().random());
    for (int i = 0; i < size; i++) {
      salt.append(PasswordHash.DIGITS.charAt(random.below(PasswordHash.DIGITS.length())));
    }
    if (size == 22) {
      salt.setCharAt(21, '.'); // the last digit of bcrypt's salt has but two bits
    }
    String ident = option("ident") == null && size == 22 ? "2b" : option("ident");
    return password + " salt=" + salt + (ident == null ? "" : " ident=" + ident);
  }

  private String made() {
    String digits = option("length") == null ? "20" : String.valueOf(option("length"));
    if (!digits.matches("[0-9]{1,5}")) {
      throw call.wrong("'length' is a number, not '%s'".formatted(digits));
    }
    String seed = option("seed");
    PythonRandom random =
        seed == null ? PythonRandom.unseeded(call.ports().random()) : PythonRandom.seeded(seed);
    String letters = letters();
    StringBuilder made = new StringBuilder();
    for (int i = 0; i < Integer.parseInt(digits); i++) {
      made.append(letters.charAt(random.below(letters.length())));
    }
    return made.toString();
  }

  /// Names of sets of Python's `string` module, or the characters themselves, with commas between.
  private String letters() {
    String chars = option("chars");
    if (chars == null) {
      return letters("ascii_letters") + letters("digits") + ".,:-_";
    }
    StringBuilder out = new StringBuilder(chars.contains(",,") ? "," : "");
    for (String each : chars.replace(",,", ",").split(",")) {
      out.append(letters(each));
    }
    return out.toString();
  }

  private static String letters(String name) {
    return switch (name) {
      case "ascii_lowercase" -> LETTERS;
      case "ascii_uppercase" -> LETTERS.toUpperCase(java.util.Locale.ROOT);
      case "ascii_letters" -> LETTERS + LETTERS.toUpperCase(java.util.Locale.ROOT);
      case "digits" -> "0123456789";
      case "hexdigits" -> "0123456789abcdefABCDEF";
      case "octdigits" -> "01234567";
      case "punctuation" -> "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
      default -> name;
    };
  }
}
