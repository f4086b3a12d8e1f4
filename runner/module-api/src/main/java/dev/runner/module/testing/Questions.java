package dev.runner.module.testing;

import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Until;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answers questions from what a fake host was told.
final class Questions {
  private final FakeHost host;

  Questions(FakeHost host) {
    this.host = host;
  }

  @SuppressWarnings("unchecked") // each kind of question is answered by its own type
  <T> T answer(Question<T> question) {
    return (T)
        switch (question) {
          case Question.Stat stat -> stat(stat.path(), stat.follow());
          case Question.Read read -> read(read.path(), read.limit());
          case Question.Checksum sum -> checksum(sum);
          case Question.Listing listing -> listing(listing);
          case Question.Look look -> host.answer(look.command());
          case Question.Which which -> known(host.programs, which.program(), "the program");
          case Question.User user -> known(host.users, user.nameOrNumber(), "the user");
          case Question.Group group -> known(host.groups, group.nameOrNumber(), "the group");
          case Question.Self self -> host.self;
          case Question.Clock clock -> host.clock;
          case Question.Alive alive -> host.processes.contains(alive.pid());
          case Question.PortOpen port ->
              known(host.ports, port.address() + ":" + port.port(), "the port");
          case Question.Free free -> known(host.free, free.path().text(), "the free space at");
          case Question.Rsync rsync -> host.answer(rsync.call().command());
          case Question.Http http -> reply(http.request());
        };
  }

  HttpReply reply(HttpRequest request) {
    host.requests.add(request);
    String url = request.url();
    HttpReply reply = scripted(url);
    if (request.save().isEmpty() || !reply.answered()) {
      return reply;
    }
    host.files.put(request.save().get().text(), FakeFiles.regular(reply.body(), host.clock));
    return new HttpReply(
        reply.status(), reply.url(), reply.headers(), Content.of(""), reply.took(), "");
  }

  private HttpReply scripted(String url) {
    return host.answers
        .to(url)
        .orElseThrow(
            () ->
                new Unscripted(
                    "%s was asked for %s, which the test doesn't serve"
                        .formatted(host.name(), url)));
  }

  FileStat stat(RemotePath path, boolean follow) {
    check(path);
    Optional<FakeFile> found = host.files.find(path, follow);
    return found.map(file -> stat(path, file)).orElseGet(() -> FileStat.absent(path));
  }

  private FileStat stat(RemotePath path, FakeFile file) {
    return new FileStat(
        path,
        file.type(),
        file.mode(),
        uid(file.owner()),
        gid(file.group()),
        file.owner(),
        file.group(),
        file.isLink() ? file.target().orElseThrow().length() : file.content().size(),
        file.accessed(),
        file.modified(),
        file.modified(),
        file.inode(),
        1,
        file.isDirectory() ? 2 : host.files.links(file),
        file.target());
  }

  private long uid(String owner) {
    return host.users.getOrDefault(owner, Optional.empty()).map(a -> a.uid()).orElse(4711L);
  }

  private long gid(String group) {
    return host.groups.getOrDefault(group, Optional.empty()).orElse(4711L);
  }

  private Optional<Content> read(RemotePath path, long limit) {
    Optional<Content> content = content(path);
    if (content.isPresent() && content.get().size() > limit) {
      throw new ProbeException("%s is larger than %d bytes".formatted(path, limit));
    }
    return content;
  }

  private Optional<String> checksum(Question.Checksum sum) {
    check(sum.path());
    return host.files
        .find(sum.path(), true)
        .filter(file -> file.type() == FileStat.Type.FILE)
        .map(file -> sum.of(file.content()));
  }

  private Optional<Content> content(RemotePath path) {
    check(path);
    Optional<FakeFile> file = host.files.find(path, true);
    if (file.isPresent() && file.get().isDirectory()) {
      throw new ProbeException(path + " is a directory");
    }
    return file.map(FakeFile::content);
  }

  private List<FileStat> listing(Question.Listing listing) {
    check(listing.directory());
    return host.files.below(listing.directory(), listing.depth()).stream()
        .map(path -> stat(path, false))
        .toList();
  }

  private void check(RemotePath path) {
    String because = host.denied.get(path.text());
    if (because != null) {
      throw new ProbeException(because);
    }
    if (!host.files.knows(path)) {
      throw new Unscripted(
          "%s was asked about %s: declare it with file, directory, link or absent"
              .formatted(host.name(), path));
    }
  }

  private <V> V known(Map<String, V> map, String key, String what) {
    V value = map.get(key);
    if (value == null) {
      throw new Unscripted(
          "%s was asked about %s %s, which the test says nothing about"
              .formatted(host.name(), what, key));
    }
    return value;
  }

  boolean holds(Until until) {
    return switch (until) {
      case Until.Succeeds succeeds -> host.answer(succeeds.command()).ok();
      case Until.Present present -> stat(present.path(), true).exists();
      case Until.Absent absent -> !stat(absent.path(), true).exists();
      case Until.Matches matches -> matches(matches);
      case Until.Gone gone -> !host.processes.contains(gone.pid());
      case Until.Open open -> known(host.ports, open.address() + ":" + open.port(), "the port");
      case Until.Closed closed ->
          !known(host.ports, closed.address() + ":" + closed.port(), "the port");
      case Until.Reached reached -> !host.clock.isBefore(reached.instant());
      case Until.All all -> all.parts().stream().allMatch(this::holds);
      case Until.Any any -> any.parts().stream().anyMatch(this::holds);
    };
  }

  private boolean matches(Until.Matches matches) {
    java.util.regex.Pattern pattern = java.util.regex.Pattern.compile(matches.regex());
    return content(matches.path()).stream()
        .flatMap(content -> content.lenientText().lines())
        .anyMatch(line -> pattern.matcher(line).find());
  }
}
