package dev.runner.source;

import dev.runner.values.Deprecation;
import dev.runner.values.Origin;
import dev.runner.values.Text;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a tag makes of a value.
final class Tags {
  private static final String STANDARD = "tag:yaml.org,2002:";
  private static final List<String> KNOWN = List.of("!vault", "!unsafe", "!vault-encrypted");

  private Tags() {}

  /// The scalar with this tag.
  static Yaml.Scalar scalar(
      String text,
      boolean plain,
      @Nullable String tag,
      boolean unsafe,
      Origin origin,
      Diagnostics diagnostics) {
    if (tag == null || tag.equals("!")) {
      Yaml.Kind kind = plain && tag == null ? Yaml.Kind.PLAIN : Yaml.Kind.QUOTED;
      return make(text, kind, unsafe, origin);
    }
    return switch (tag) {
      case "!vault", "!vault-encrypted" ->
          new Yaml.Scalar(
              text, YamlParser.value(text, Yaml.Kind.VAULT, origin), Yaml.Kind.VAULT, origin);
      case "!unsafe" -> make(text, plain ? Yaml.Kind.PLAIN : Yaml.Kind.QUOTED, true, origin);
      case STANDARD + "str", STANDARD + "timestamp" -> make(text, Yaml.Kind.QUOTED, unsafe, origin);
      case STANDARD + "binary" ->
          make(decoded(text, origin, diagnostics), Yaml.Kind.QUOTED, unsafe, origin);
      case STANDARD + "int", STANDARD + "float", STANDARD + "bool", STANDARD + "null" ->
          typed(text, tag.substring(STANDARD.length()), origin, diagnostics);
      default -> {
        unknown(tag, origin, diagnostics);
        yield make(text, Yaml.Kind.QUOTED, unsafe, origin);
      }
    };
  }

  /// The text whose bytes these are in Base64; white space is left out of it, as the type's
  /// definition (<https://yaml.org/type/binary.html>) says.
  private static String decoded(String base64, Origin origin, Diagnostics diagnostics) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      diagnostics.error(
          origin,
          "the bytes of this '!!binary' value are no text in UTF-8",
          "keep them in a file and copy it with 'src'");
    } catch (IllegalArgumentException e) {
      diagnostics.error(origin, "this '!!binary' value is no Base64: " + e.getMessage());
    }
    return base64;
  }

  private static Yaml.Scalar make(String text, Yaml.Kind kind, boolean unsafe, Origin origin) {
    Object value = YamlParser.value(text, kind, origin);
    return unsafe && value instanceof Text
        ? new Yaml.Scalar(
            text, YamlParser.value(text, Yaml.Kind.UNSAFE, origin), Yaml.Kind.UNSAFE, origin)
        : new Yaml.Scalar(text, value, kind, origin);
  }

  private static Yaml.Scalar typed(
      String text, String type, Origin origin, Diagnostics diagnostics) {
    Optional<Object> value = PlainScalars.resolve(text);
    if (type.equals("float") && value.isPresent() && value.get() instanceof Long whole) {
      value = Optional.of((double) whole);
    }
    if (value.isEmpty()) {
      diagnostics.error(origin, "'%s' is no %s".formatted(text, type));
    }
    return new Yaml.Scalar(text, value.orElse(text), Yaml.Kind.PLAIN, origin);
  }

  /// Checks the tag of a list or mapping.
  ///
  /// @return whether all text in it is unsafe
  static boolean container(
      @Nullable String tag, String expected, Origin origin, Diagnostics diagnostics) {
    if (tag == null || tag.equals("!") || tag.equals(STANDARD + expected)) {
      return false;
    }
    if (tag.equals("!unsafe")) {
      return true;
    }
    if (tag.equals(STANDARD + "omap")) {
      diagnostics.deprecated(
          Deprecation.ofCore(
              "Use of the YAML `!!omap` tag is deprecated.",
              "Use a standard mapping instead, as key order is always preserved.",
              "2.23",
              origin));
    } else if (!tag.equals(STANDARD + "set")) {
      unknown(tag, origin, diagnostics);
    }
    return false;
  }

  private static void unknown(String tag, Origin origin, Diagnostics diagnostics) {
    diagnostics.error(
        origin,
        YamlParser.FAILED + "Could not determine a constructor for the tag '%s'.".formatted(tag),
        DidYouMean.hint(tag, KNOWN));
  }
}
