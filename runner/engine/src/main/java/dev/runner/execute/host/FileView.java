package dev.runner.execute.host;

import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.RemotePath;
import java.util.List;

/// Files as they are, or as they would be. Paths are absolute, and no directory in them is a link.
interface FileView {

  /// What is at the path, a link itself.
  FileStat lstat(RemotePath path);

  /// What is in a regular file that is there.
  Content read(RemotePath path, long limit);

  /// The names in a directory; none if there is no directory.
  List<String> names(RemotePath directory);
}
