package dev.runner.modules.files;

import dev.runner.module.BadParameter;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import java.util.Optional;
import java.util.function.Supplier;

/// What a file system keeps of a path besides owner, group and mode, as parameters that many
/// modules share.
///
/// @param attributes flags of chattr(1)
public record Labels(
    @Param(
            value =
                "Flags of chattr(1), such as i; behind + or - they are added or taken away, else"
                    + " there are to be no others.",
            aliases = "attr")
        Optional<String> attributes,
    @Param("User of the SELinux context, on hosts that have one; _default is the policy's.")
        Optional<String> seuser,
    @Param("Role of the SELinux context, on hosts that have one; _default is the policy's.")
        Optional<String> serole,
    @Param("Type of the SELinux context, on hosts that have one; _default is the policy's.")
        Optional<String> setype,
    @Param("Level of the SELinux context, on hosts that have one; _default is the policy's.")
        Optional<String> selevel) {

  /// Nothing is asked for.
  public static final Labels NONE =
      new Labels(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public Labels {
    attributes = attributes.filter(text -> !text.isEmpty());
    if (attributes.filter(text -> !text.matches("[-+=]?[a-zA-Z]*")).isPresent()) {
      throw new BadParameter(
          "attributes",
          "'%s' are no flags of chattr: letters, behind +, - or =".formatted(attributes.get()));
    }
  }

  /// The plan, and after it what sees to these.
  ///
  /// @param path what the plan is about
  public Plan over(Probe host, RemotePath path, Supplier<Plan> plan) {
    return equals(NONE) ? plan.get() : Labelling.ask(this, host, path, false).over(plan.get());
  }

  /// The plan, and after it what sees to these for the path and all below it.
  public Plan overTree(Probe host, RemotePath path, Supplier<Plan> plan) {
    return equals(NONE) ? plan.get() : Labelling.ask(this, host, path, true).over(plan.get());
  }
}
