package dev.runner.modules.web;

import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.ValueNamingFiles;
import dev.runner.values.Json;
import dev.runner.values.None;
import dev.runner.values.Secret;
import dev.runner.values.Secrets;
import dev.runner.values.Text;
import java.util.Map;
import java.util.Optional;

/// What is sent, and of what type it is.
///
/// @param type for the header `Content-Type`; empty if nothing is known of it
record Body(Content content, Optional<String> type) {

  /// What servers are told of a body whose type nobody named: as browsers and Python's urllib do.
  static final String UNNAMED = "application/x-www-form-urlencoded";

  /// The body that a value stands for.
  static Body of(ValueNamingFiles given, BodyFormat format) {
    Object value = given.value();
    return switch (format) {
      case RAW -> new Body(content(Text.isText(value) ? plain(value) : json(value), value), none());
      case JSON ->
          new Body(
              content(Text.isText(value) ? plain(value) : json(value), value),
              Optional.of("application/json"));
      case FORM_URLENCODED ->
          new Body(
              content(Text.isText(value) ? plain(value) : FormText.of(value), value),
              Optional.of(UNNAMED));
      case FORM_MULTIPART -> Multipart.of(value, given.files());
    };
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static Content content(String text, Object source) {
    Content content = Content.of(text);
    return Secrets.in(source) ? content.asSecret() : content;
  }

  private static String json(Object value) {
    return Json.spaced(Secrets.revealed(value));
  }

  /// The characters of a text or the sign of another plain value, secret or not.
  static String plain(Object value) {
    return switch (value) {
      case Text text -> text.value();
      case Secret secret -> Secrets.revealed(secret).toString();
      case String text -> text;
      case None none -> "None";
      case Boolean bool -> bool ? "True" : "False";
      case Map<?, ?> map ->
          throw new BadParameter("body", "a form's field can't be a mapping: " + map.keySet());
      default -> Json.line(value);
    };
  }
}
