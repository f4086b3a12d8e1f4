package dev.runner.cli;

import java.util.Map;
import java.util.Set;

/// Why a registered value of `uri` or `get_url` may differ from the real module's; what people
/// notice of it stands in docs/differences.md too.
enum KnownWebDifference {
  /// Values that the real modules give in some outcomes only; ours give them wherever they are
  /// known.
  MORE_IS_TOLD {
    @Override
    boolean covers(Value value) {
      return value.theirs().equals("-")
          && Set.of(
                  "body",
                  "checksum",
                  "content",
                  "cookies",
                  "cookies_string",
                  "dest",
                  "md5sum",
                  "msg",
                  "path",
                  "status_code",
                  "url")
              .contains(value.name());
    }
  },
  /// Nothing was asked for: the real modules name what they were given again, or the state of a
  /// file that isn't theirs.
  LESS_IS_TOLD {
    @Override
    boolean covers(Value value) {
      return value.ours().equals("-")
          && value.failed()
          && !Set.of("changed", "failed", "msg").contains(value.name());
    }
  },
  /// The checksum that isn't known is left out instead of none.
  NONE {
    @Override
    boolean covers(Value value) {
      return value.theirs() == dev.runner.values.None.NONE && value.ours().equals("-");
    }
  },
  /// Why no answer came is told in curl's words, or in those of the answer.
  WORDS {
    @Override
    boolean covers(Value value) {
      return Set.of("msg", "response").contains(value.name()) && value.failed();
    }
  },
  /// Values of Ansible's own that warn of the next versions.
  DEPRECATIONS {
    @Override
    boolean covers(Value value) {
      return value.name().equals("deprecations");
    }
  },
  /// A name and password in a URL are taken out of it, which counts as a redirect to the real one;
  /// an answer that leads to itself was followed until then.
  REDIRECTED {
    @Override
    boolean covers(Value value) {
      return value.name().equals("redirected")
          && (value.task().contains("ann:pw@") || value.task().contains("/loop"));
    }
  },
  /// Ours is idempotent: a file with this content is left alone, and no other is told of.
  IDEMPOTENT {
    @Override
    boolean covers(Value value) {
      return value.task().startsWith("uri")
          && value.task().contains("dest:")
          && (value.name().equals("changed")
              || (value.ours().equals("-")
                  && Set.of("gid", "group", "mode", "owner", "path", "state", "uid")
                      .contains(value.name())));
    }
  },
  /// A file is downloaded in check mode too, to tell what would change.
  CHECK {
    @Override
    boolean covers(Value value) {
      return value.task().contains("check_mode: true") && value.name().equals("checksum_src");
    }
  },
  /// Bodies that aren't text, URLs with letters beyond ASCII and content that is no UTF-8: the real
  /// module fails, ours escapes them, writes JSON and reads Latin-1.
  BREAKS {
    @Override
    boolean covers(Value value) {
      return value.failed()
          && (String.valueOf(value.all().get("msg")).contains("unknown error occurred")
              || value.task().contains("é")
              || value.task().contains("/binary"));
    }
  },
  /// The parts of a multipart body have other blank lines between them.
  MULTIPART {
    @Override
    boolean covers(Value value) {
      return value.task().contains("form-multipart")
          && Set.of("content", "content_length", "msg").contains(value.name());
    }
  };

  /// A registered value that differs.
  ///
  /// @param theirs the real module's, `-` if it has none
  /// @param ours likewise
  /// @param all that the real module registers
  record Value(String task, String name, Object theirs, Object ours, Map<String, Object> all) {
    /// Whether both fail, or none does as soon as that is what differs.
    boolean failed() {
      return Boolean.TRUE.equals(all.get("failed"));
    }
  }

  abstract boolean covers(Value value);
}
