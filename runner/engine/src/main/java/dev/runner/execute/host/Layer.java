package dev.runner.execute.host;

import dev.runner.execute.reach.UnknownAnswer;
import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.RemotePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/// One step that was shown, laid over the files below it: what it touches is as it would be, all
/// else is as below.
sealed interface Layer extends FileView {

  /// The files without it.
  FileView below();

  /// The paths that it touches, and with them all that is below those.
  List<RemotePath> touched();

  @Override
  default FileStat lstat(RemotePath path) {
    return below().lstat(path);
  }

  @Override
  default Content read(RemotePath path, long limit) {
    return below().read(path, limit);
  }

  @Override
  default List<String> names(RemotePath directory) {
    return below().names(directory);
  }

  private static List<String> with(List<String> names, String name) {
    if (names.contains(name)) {
      return names;
    }
    List<String> more = new ArrayList<>(names);
    more.add(name);
    return more;
  }

  private static List<String> without(List<String> names, String name) {
    return names.stream().filter(each -> !each.equals(name)).toList();
  }

  /// Something stands at a path: a file, a link, or a directory that wasn't there.
  ///
  /// @param content of a file, up to a limit
  record Put(
      FileView below, RemotePath path, FileStat stat, Optional<LongFunction<Content>> content)
      implements Layer {
    @Override
    public List<RemotePath> touched() {
      return List.of(path);
    }

    @Override
    public FileStat lstat(RemotePath asked) {
      return asked.equals(path) ? stat : below.lstat(asked);
    }

    @Override
    public Content read(RemotePath asked, long limit) {
      return asked.equals(path) && content.isPresent()
          ? content.get().apply(limit)
          : below.read(asked, limit);
    }

    @Override
    public List<String> names(RemotePath directory) {
      List<String> names = below.names(directory);
      return directory.equals(path.parent()) ? with(names, path.name()) : names;
    }
  }

  /// Nothing is at a path and below it.
  record Gone(FileView below, RemotePath path) implements Layer {
    @Override
    public List<RemotePath> touched() {
      return List.of(path);
    }

    @Override
    public FileStat lstat(RemotePath asked) {
      return asked.isUnder(path) ? FileStat.absent(asked) : below.lstat(asked);
    }

    @Override
    public List<String> names(RemotePath directory) {
      if (directory.isUnder(path)) {
        return List.of();
      }
      List<String> names = below.names(directory);
      return directory.equals(path.parent()) ? without(names, path.name()) : names;
    }
  }

  /// A path and all below it have another name.
  record Moved(FileView below, RemotePath from, RemotePath to) implements Layer {
    @Override
    public List<RemotePath> touched() {
      return List.of(from, to);
    }

    private RemotePath old(RemotePath path) {
      String rest = path.text().substring(to.text().length());
      return rest.isEmpty() ? from : from.resolve(rest.substring(1));
    }

    @Override
    public FileStat lstat(RemotePath path) {
      if (path.isUnder(to)) {
        return Stats.at(path, below.lstat(old(path)));
      }
      return path.isUnder(from) ? FileStat.absent(path) : below.lstat(path);
    }

    @Override
    public Content read(RemotePath path, long limit) {
      return below.read(path.isUnder(to) ? old(path) : path, limit);
    }

    @Override
    public List<String> names(RemotePath directory) {
      if (directory.isUnder(to)) {
        return below.names(old(directory));
      }
      if (directory.isUnder(from)) {
        return List.of();
      }
      List<String> names = below.names(directory);
      names = directory.equals(from.parent()) ? without(names, from.name()) : names;
      return directory.equals(to.parent()) ? with(names, to.name()) : names;
    }
  }

  /// What is at a path can't be known.
  record Unclear(FileView below, RemotePath path, String because) implements Layer {
    @Override
    public List<RemotePath> touched() {
      return List.of(path);
    }

    @Override
    public FileStat lstat(RemotePath asked) {
      if (asked.isUnder(path)) {
        throw new UnknownAnswer(because);
      }
      return below.lstat(asked);
    }
  }
}
