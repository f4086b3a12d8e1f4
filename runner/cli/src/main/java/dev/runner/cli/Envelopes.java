package dev.runner.cli;

import dev.runner.source.Opener;
import dev.runner.values.Origin;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Opens what is encrypted, and remembers how it was written: an encrypted value may be shown as
/// that.
final class Envelopes implements Opener {
  private final Opener opener;
  private final Map<Origin, String> written = new ConcurrentHashMap<>();

  Envelopes(Opener opener) {
    this.opener = opener;
  }

  @Override
  public String open(String envelope, Origin at) {
    if (at != null) {
      written.put(at, envelope);
    }
    return opener.open(envelope, at);
  }

  /// The encrypted text of a value that was written so, whether or not it could be opened.
  Optional<String> of(Object value) {
    return switch (value) {
      case Text text when text.isSecret() -> at(text.marks().origin());
      case Undefined locked when locked.use() == Undefined.Use.LOCKED -> at(locked.origin());
      default -> Optional.empty();
    };
  }

  private Optional<String> at(@Nullable Origin origin) {
    return Optional.ofNullable(origin).map(written::get);
  }
}
