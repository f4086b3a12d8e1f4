package dev.runner.template.text;

import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// Filters on texts.
public final class TextFilters {
  private TextFilters() {}

  /// Applies one of its filters.
  public static Object apply(Call call) {
    return switch (call.name()) {
      case "b64decode" -> decoded(call);
      case "b64encode" -> encoded(call);
      case "comment" -> CommentBlock.of(call);
      case "quote" -> quoted(call);
      case "split" -> split(call);
      case "urldecode" -> urlDecoded(call);
      case "urlsplit" -> UrlParts.of(call);
      case "unicode_normalize" -> normalized(call);
      default -> throw call.unknown();
    };
  }

  private static Charset charset(Bound bound) {
    String name = bound.text("encoding", "utf-8");
    try {
      return Charset.forName(
          switch (name.toLowerCase(Locale.ROOT).replace('_', '-')) {
            case "utf-8-sig", "utf8", "utf-8" -> "UTF-8";
            case "utf-16-le" -> "UTF-16LE";
            case "utf-16-be" -> "UTF-16BE";
            case "utf-32-le" -> "UTF-32LE";
            case "utf-32-be" -> "UTF-32BE";
            case "latin-1", "latin1" -> "ISO-8859-1";
            case "ascii" -> "US-ASCII";
            default -> name;
          });
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw PythonException.value("unknown encoding: " + name);
    }
  }

  private static Object encoded(Call call) {
    Bound bound = call.bind("encoding?", "urlsafe?");
    byte[] bytes = call.text().getBytes(charset(bound));
    return bound.flag("urlsafe", false)
        ? Base64.getUrlEncoder().encodeToString(bytes)
        : Base64.getEncoder().encodeToString(bytes);
  }

  /// Python's decoder skips what is no digit, and insists on the padding.
  private static Object decoded(Call call) {
    Bound bound = call.bind("encoding?", "urlsafe?");
    Charset charset = charset(bound);
    String text = call.text();
    String digits = bound.flag("urlsafe", false) ? text.replace('-', '+').replace('_', '/') : text;
    digits = digits.replaceAll("[^A-Za-z0-9+/=]", "");
    int end = digits.indexOf('=');
    int count = end < 0 ? digits.length() : end;
    int padding = digits.length() - count;
    if (count % 4 == 1) {
      throw PythonException.value(
          "Invalid base64-encoded string: number of data characters (%d) cannot be 1 more than a multiple of 4"
              .formatted(count));
    }
    if (count % 4 != 0 && padding < 4 - count % 4) {
      throw PythonException.value("Incorrect padding");
    }
    byte[] bytes = Base64.getDecoder().decode(digits.substring(0, count));
    return new String(bytes, charset);
  }

  private static Object quoted(Call call) {
    call.bind0();
    return quote(call.value() == None.NONE ? "" : call.text());
  }

  /// A word of a POSIX shell, in quotes where it needs them (`shlex.quote`).
  static String quote(String word) {
    if (word.matches("[a-zA-Z0-9@%+=:,./_-]+")) {
      return word;
    }
    return "'" + word.replace("'", "'\"'\"'") + "'";
  }

  private static Object split(Call call) {
    Bound bound = call.bind("separator?", "maxsplit?");
    if (!Text.isText(call.value())) {
      throw PythonException.type(
          "descriptor 'split' for 'str' objects doesn't apply to a '%s' object"
              .formatted(Python.typeName(call.value())));
    }
    String separator = bound.optionalText("separator");
    int limit = bound.integer("maxsplit", -1);
    List<Object> parts = new ArrayList<>();
    for (String part :
        separator == null ? words(call.text(), limit) : pieces(call.text(), separator, limit)) {
      parts.add(Texts.like(call.value(), part));
    }
    return parts;
  }

  private static List<String> words(String text, int limit) {
    List<String> words = new ArrayList<>();
    String rest = text.strip();
    while (!rest.isEmpty()) {
      int end = 0;
      while (end < rest.length() && !Character.isWhitespace(rest.charAt(end))) {
        end++;
      }
      if (limit >= 0 && words.size() == limit) {
        end = rest.length();
      }
      words.add(rest.substring(0, end));
      rest = rest.substring(end).strip();
    }
    return words;
  }

  private static List<String> pieces(String text, String separator, int limit) {
    if (separator.isEmpty()) {
      throw PythonException.value("empty separator");
    }
    List<String> pieces = new ArrayList<>();
    int from = 0;
    int at = text.indexOf(separator);
    while (at >= 0 && (limit < 0 || pieces.size() < limit)) {
      pieces.add(text.substring(from, at));
      from = at + separator.length();
      at = text.indexOf(separator, from);
    }
    pieces.add(text.substring(from));
    return pieces;
  }

  private static Object urlDecoded(Call call) {
    call.bind0();
    return percentDecoded(call.text().replace('+', ' '));
  }

  /// Text with `%xx` resolved, as UTF-8.
  static String percentDecoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[bytes.length];
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
      if (low >= 0) {
        out[length++] = (byte) (high * 16 + low);
        i += 2;
      } else {
        out[length++] = bytes[i];
      }
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }

  private static Object normalized(Call call) {
    String form = call.bind("form?").text("form", "NFC");
    if (!Text.isText(call.value())) {
      throw PythonException.type(Call.classOf(call.value()) + " is not a valid input type");
    }
    return switch (form) {
      case "NFC", "NFD", "NFKC", "NFKD" ->
          java.text.Normalizer.normalize(call.text(), java.text.Normalizer.Form.valueOf(form));
      default ->
          throw PythonException.value(
              "'%s' is not a valid form; there are NFC, NFD, NFKC, NFKD".formatted(form));
    };
  }
}
