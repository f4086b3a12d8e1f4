package dev.runner.execute.host;

import dev.runner.execute.reach.UnknownAnswer;
import dev.runner.module.Account;
import dev.runner.module.Attributes;
import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/// Lays shown steps over the files of a host, one after the other.
final class Laying {
  private static final int UMASK = 022;

  private final HostFiles host;
  private final Instant now;
  private final List<RemotePath> touched = new ArrayList<>();
  private FileView top;

  Laying(HostFiles host, Instant now) {
    this.host = host;
    this.now = now;
    this.top = host;
  }

  /// The files as they would be.
  FileView top() {
    return top;
  }

  /// All paths that a step touches.
  List<RemotePath> touched() {
    return touched;
  }

  /// Lays one more step. Where that can't be done, what is at its path can't be known.
  void lay(ShownStep shown, Optional<RemotePath> path) {
    try {
      lay(shown);
    } catch (UnknownAnswer | ProbeException e) {
      String because = e instanceof UnknownAnswer unknown ? unknown.because() : e.getMessage();
      path.filter(RemotePath::isAbsolute)
          .ifPresent(at -> put(new Layer.Unclear(top, at.normalized(), String.valueOf(because))));
    }
  }

  private void lay(ShownStep shown) {
    switch (shown.step()) {
      case Step.Write write -> {
        Content content = write.after();
        file(shown, write.path(), write.attributes(), content.size(), limit -> content);
      }
      case Step.Upload upload ->
          file(
              shown,
              upload.path(),
              upload.attributes(),
              size(upload),
              limit -> content(upload, limit));
      case Step.Copy copy -> copy(shown, copy);
      case Step.Directory directory -> directory(shown, directory);
      case Step.Link link -> link(link);
      case Step.Attribute attribute -> attribute(shown, attribute);
      case Step.Delete delete -> put(new Layer.Gone(top, place(delete.path(), false)));
      case Step.Move move ->
          put(new Layer.Moved(top, place(move.from(), false), place(move.to(), false)));
      case Step.Http http ->
          http.request()
              .save()
              .ifPresent(
                  path ->
                      put(
                          new Layer.Unclear(
                              top, place(path, true), shown.because("what is at " + path))));
      // The others leave no file whose content could be told.
      case Step.Run run -> {}
      case Step.Dialogue dialogue -> {}
      case Step.Detach detach -> {}
      case Step.Reconnect reconnect -> {}
      case Step.Fetch fetch -> {}
      case Step.Rsync rsync -> {}
      case Step.OnControl control -> {}
      case Step.Wait wait -> {}
    }
  }

  private void put(Layer layer) {
    top = layer;
    touched.addAll(layer.touched());
  }

  /// An absolute path; `~` and relative ones start at the home of the user who runs the task.
  RemotePath absolute(RemotePath path) {
    if (path.isAbsolute()) {
      return path;
    }
    String text = path.text();
    if (!text.startsWith("~")) {
      return host.ask(new Question.Self()).home().resolve(text);
    }
    int slash = text.indexOf('/');
    String user = text.substring(1, slash < 0 ? text.length() : slash);
    RemotePath home =
        user.isEmpty()
            ? host.ask(new Question.Self()).home()
            : host.user(user)
                .map(Account::home)
                .orElseThrow(() -> new ProbeException("there is no user " + user));
    return slash < 0 ? home : home.resolve(text.substring(slash + 1).replaceAll("^/+", "./"));
  }

  private RemotePath place(RemotePath path, boolean follow) {
    return Walk.through(top, absolute(path), follow).end();
  }

  private void file(
      ShownStep shown,
      RemotePath named,
      Attributes attributes,
      long size,
      LongFunction<Content> content) {
    RemotePath path = place(named, true);
    FileStat old = top.lstat(path);
    FileStat base =
        old.isFile()
            ? Stats.written(old, size, now)
            : mine(
                Stats.fresh(path, FileStat.Type.FILE, 0666 & ~UMASK, size, now, Optional.empty()));
    put(new Layer.Put(top, path, with(shown, base, attributes), Optional.of(content)));
  }

  private void copy(ShownStep shown, Step.Copy copy) {
    FileView below = top;
    RemotePath from = place(copy.from(), true);
    FileStat source = below.lstat(from);
    if (!source.exists()) {
      put(new Layer.Unclear(top, place(copy.to(), true), shown.because("what is at " + copy.to())));
      return;
    }
    file(shown, copy.to(), copy.attributes(), source.size(), limit -> below.read(from, limit));
  }

  private void directory(ShownStep shown, Step.Directory directory) {
    RemotePath path = place(directory.path(), true);
    List<RemotePath> missing = new ArrayList<>();
    RemotePath at = path;
    while (!top.lstat(at).exists() && !at.equals(at.parent())) {
      missing.addFirst(at);
      at = at.parent();
    }
    for (RemotePath each : missing) {
      FileStat stat =
          mine(
              Stats.fresh(
                  each, FileStat.Type.DIRECTORY, 0777 & ~UMASK, 4096, now, Optional.empty()));
      put(new Layer.Put(top, each, with(shown, stat, directory.attributes()), Optional.empty()));
    }
  }

  private void link(Step.Link link) {
    RemotePath path = place(link.path(), false);
    if (link.symbolic()) {
      FileStat stat =
          Stats.fresh(
              path,
              FileStat.Type.LINK,
              0777,
              link.target().length(),
              now,
              Optional.of(link.target()));
      put(new Layer.Put(top, path, mine(stat), Optional.empty()));
    } else {
      FileView below = top;
      RemotePath target = place(RemotePath.of(link.target()), false);
      FileStat shared = Stats.at(path, below.lstat(target));
      put(new Layer.Put(top, path, shared, Optional.of(limit -> below.read(target, limit))));
    }
  }

  private void attribute(ShownStep shown, Step.Attribute attribute) {
    FileView below = top;
    RemotePath path = place(attribute.path(), attribute.follow());
    FileStat stat = below.lstat(path);
    if (!stat.exists()) {
      put(new Layer.Unclear(top, path, shown.because("what is at " + attribute.path())));
      return;
    }
    Optional<LongFunction<Content>> content =
        stat.isFile() ? Optional.of(limit -> below.read(path, limit)) : Optional.empty();
    put(new Layer.Put(below, path, with(shown, stat, attribute.after()), content));
  }

  /// New things belong to who makes them.
  private FileStat mine(FileStat stat) {
    Account self = host.ask(new Question.Self());
    String group = self.groups().isEmpty() ? Long.toString(self.gid()) : self.groups().getFirst();
    return Stats.grouped(Stats.owned(stat, self.uid(), self.name()), self.gid(), group);
  }

  private FileStat with(ShownStep shown, FileStat stat, Attributes wanted) {
    FileStat result = stat;
    if (wanted.owner().isPresent()) {
      String owner = wanted.owner().get();
      Account account =
          host.user(owner)
              .orElseThrow(() -> new UnknownAnswer(shown.because("the number of user " + owner)));
      result = Stats.owned(result, account.uid(), account.name());
    }
    if (wanted.group().isPresent()) {
      String group = wanted.group().get();
      long gid =
          host.group(group)
              .orElseThrow(() -> new UnknownAnswer(shown.because("the number of group " + group)));
      result = Stats.grouped(result, gid, group);
    }
    boolean link = stat.isLink();
    int mode =
        wanted
            .mode()
            .filter(asked -> !link)
            .map(asked -> asked.applyTo(stat.mode(), stat.isDirectory(), UMASK))
            .orElse(stat.mode());
    return Stats.changed(result, mode, wanted.accessed(), wanted.modified());
  }

  private static long size(Step.Upload upload) {
    try {
      return upload.source().size();
    } catch (IOException e) {
      throw unreadable(upload, e);
    }
  }

  private static Content content(Step.Upload upload, long limit) {
    try (InputStream in = upload.source().open()) {
      Content content = Content.of(in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8)));
      return upload.source().isSecret() ? content.asSecret() : content;
    } catch (IOException e) {
      throw unreadable(upload, e);
    }
  }

  private static ProbeException unreadable(Step.Upload upload, IOException e) {
    return new ProbeException("%s can't be read: %s".formatted(upload.source().path(), e));
  }
}
