package dev.runner.modules.files;

import dev.runner.module.BadParameter;
import dev.runner.module.ControlFile;
import dev.runner.module.RemotePath;
import dev.runner.module.SourcePath;

/// A source that nobody looks at.
record Unread(String text) implements SourcePath {
  @Override
  public ControlFile onControl() {
    throw new BadParameter("src", "there is none");
  }

  @Override
  public RemotePath onHost() {
    return RemotePath.of(text);
  }
}
