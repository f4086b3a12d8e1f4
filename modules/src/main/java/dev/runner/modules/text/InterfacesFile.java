package dev.runner.modules.text;

import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Permissions;
import java.util.Map;
import java.util.Optional;

/// Sees to an option of a network interface.
@Describe(
    summary = "Set or remove an option of a network interface in a file of interfaces(5).",
    description =
        """
        The interface has to be in the file already. All other lines stay as they are. Nothing is
        started or stopped: whoever changes the file restarts the network. Without `option`, it only
        tells what is there.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: large frames towards the storage
          interfaces_file:
            dest: /etc/network/interfaces.d/eth1
            iface: eth1
            option: mtu
            value: 9000
        """,
    returns = {
      @Describe.Returned(name = "dest", value = "The file."),
      @Describe.Returned(
          name = "ifaces",
          value =
              "Each interface with its address_family, method and options, as the file has them"
                  + " then; pre-up, up, down and post-up are lists."),
      @Describe.Returned(name = "backup", value = "The copy of the old file, if one is kept.")
    })
@Constraint(value = Constraint.Kind.NEEDED, names = "iface", when = "option")
public record InterfacesFile(
    @Param(value = "The file.", byDefault = "/etc/network/interfaces") RemotePath dest,
    @Param("Name of the interface.") Optional<String> iface,
    @Param("Its family, inet or inet6, where it has a section for each.")
        Optional<String> addressFamily,
    @Param(
            "Name of the option; `method` for the method of the interface. There may be several"
                + " lines of pre-up, up, post-up and down: one is added for each new value.")
        Optional<String> option,
    @Param("What the option is to be; with `absent`, which of the lines is removed.")
        Optional<String> value,
    @Param(value = "Whether a copy of the old file is kept.", byDefault = "false") boolean backup,
    @Param(value = "Whether there is to be such an option.", byDefault = "present") State state,
    @Spread Permissions permissions,
    @Spread Labels labels)
    implements TaskModule {

  /// Whether there is to be such an option.
  public enum State {
    ABSENT,
    PRESENT
  }

  public InterfacesFile {
    if (option.isPresent() && state == State.PRESENT && value.isEmpty()) {
      throw new BadParameter(
          "value", "Value must be set if option is defined and state is 'present'");
    }
    if (option.filter(name -> !name.matches("\\S+")).isPresent()
        || value.filter(text -> text.contains("\n")).isPresent()) {
      throw new BadParameter("option", "an option is one word, and its value stands in one line");
    }
  }

  @Override
  public Plan plan(Probe host) {
    return labels.over(
        host,
        dest,
        () -> {
          Original file = Original.ask(host, dest, permissions);
          return file.obstacle(Optional.of("there is no file " + dest))
              .orElseGet(() -> edited(file));
        });
  }

  private Plan edited(Original file) {
    FileText text = file.text("utf-8");
    InterfaceSections sections = InterfaceSections.of(text.text());
    if (sections.misplaced().isPresent()) {
      return Plan.refuse(sections.misplaced().get(), "mend the file");
    }
    if (option.isPresent()) {
      String name = iface.orElseThrow();
      if (!sections.has(name, addressFamily)) {
        return Plan.refuse(
            "Error: interface %s not found".formatted(name), "add the interface to " + dest);
      }
      if (state == State.PRESENT) {
        sections.set(name, addressFamily, option.get(), value.orElseThrow());
      } else {
        sections.remove(name, addressFamily, option.get(), value);
      }
    }
    return file.edit(text.content(sections.text()), Optional.empty(), backup)
        .plan("", Map.of("dest", dest.text(), "ifaces", sections.told()), "backup");
  }
}
