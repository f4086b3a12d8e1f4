package dev.runner.modules.packages.apt;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.util.Locale;

/// Says what dpkg is to do with a package, such as to hold it.
@Describe(
    summary = "Say what dpkg is to do with a package: hold it, for instance.",
    since = "0.1",
    example =
        """
        - name: python stays as it is
          dpkg_selections:
            name: python3
            selection: hold
        """,
    returns = {
      @Describe.Returned(name = "before", value = "What was to be done with the package."),
      @Describe.Returned(name = "after", value = "What is to be done with it.")
    })
@Needs("dpkg")
public record DpkgSelections(
    @Param("Name of the package.") String name,
    @Param("What is to be done with it.") Selection selection)
    implements TaskModule {

  /// What dpkg is to do.
  public enum Selection {
    INSTALL,
    HOLD,
    DEINSTALL,
    PURGE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public DpkgSelections {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9+.:_-]*")) {
      throw new BadParameter("name", "'%s' is no name of a package".formatted(name));
    }
  }

  @Override
  public Plan plan(Probe host) {
    Output output = host.look(Command.of("dpkg", "--get-selections", name));
    String[] words = output.out().strip().split("\\s+");
    if (words.length < 2) {
      return Plan.refuse(
          "Failed to find package '%s' to perform selection '%s'."
              .formatted(name, selection.word()),
          "install it, or look at its name");
    }
    if (words[1].equals(selection.word())) {
      return Plan.unchanged("%s is on %s".formatted(name, selection.word()))
          .with("before", words[1])
          .with("after", selection.word());
    }
    return Plan.changes(
            Step.run(
                "put %s on %s".formatted(name, selection.word()),
                Command.of("dpkg", "--set-selections")
                    .reading(Content.of(name + " " + selection.word() + "\n"))))
        .predicting("before", words[1])
        .predicting("after", selection.word());
  }
}
