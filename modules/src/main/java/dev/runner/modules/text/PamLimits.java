package dev.runner.modules.text;

import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.TaskModule;
import dev.runner.modules.files.Permissions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Limits what users and groups may take of a host.
@Describe(
    summary = "Limit what users and groups may take of a host.",
    description =
        """
        Sees to one line of a file that `pam_limits` reads when somebody logs in: `limits.conf(5)`
        says what the items are. All other lines stay as they are.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: let the database open many files
          pam_limits:
            domain: mysql
            limit_type: soft
            limit_item: nofile
            value: 64000
        """,
    returns = {
      @Describe.Returned(name = "msg", value = "The line as it is then."),
      @Describe.Returned(name = "backup_file", value = "The copy of the old file, if one is kept.")
    })
public record PamLimits(
    @Param("User, @group, wildcard, or range of numbers, as the file has them.") String domain,
    @Param("Which limit it is: one that users may raise, the highest one, or both.") Type limitType,
    @Param("What is limited.") Item limitItem,
    @Param("The limit: a number, `unlimited`, `infinity` or -1.") String value,
    @Param(value = "Whether a lower limit that is there stays.", byDefault = "false")
        boolean useMin,
    @Param(value = "Whether a higher limit that is there stays.", byDefault = "false")
        boolean useMax,
    @Param(value = "What stands behind the limit.", byDefault = "") String comment,
    @Param(value = "The file.", byDefault = "/etc/security/limits.conf") RemotePath dest,
    @Param(value = "Whether a copy of the old file is kept.", byDefault = "false") boolean backup)
    implements TaskModule {

  /// Which of the limits.
  public enum Type {
    SOFT,
    HARD,
    @Param(value = "Both.", name = "-")
    BOTH;

    String word() {
      return this == BOTH ? "-" : name().toLowerCase(Locale.ROOT);
    }
  }

  /// What can be limited.
  public enum Item {
    CORE,
    DATA,
    FSIZE,
    MEMLOCK,
    NOFILE,
    RSS,
    STACK,
    CPU,
    NPROC,
    AS,
    MAXLOGINS,
    MAXSYSLOGINS,
    PRIORITY,
    LOCKS,
    SIGPENDING,
    MSGQUEUE,
    NICE,
    RTPRIO,
    CHROOT;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Priorities are numbers below zero too, and may be limited to -1.
  private static final Set<Item> RANKS = Set.of(Item.NICE, Item.PRIORITY);

  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+");

  public PamLimits {
    if (useMin && useMax) {
      throw new BadParameter("use_min", "Cannot use use_min and use_max at the same time.");
    }
    boolean right =
        RANKS.contains(limitItem)
            ? NUMBER.matcher(value).matches() || LimitsEdit.isUnlimited(value)
            : value.matches("[+]?[0-9]+") || LimitsEdit.isUnlimited(value);
    if (!right && limitItem != Item.CHROOT) {
      throw new BadParameter(
          "value",
          "Value of '%s' for item '%s' is invalid. Value must either be 'unlimited', 'infinity' or -1, all of which indicate no limit, or a limit of 0 or larger. Refer to the limits.conf(5) manual pages for more details."
              .formatted(value, limitItem.word()));
    }
    if (domain.isBlank() || (domain + comment).contains("\n")) {
      throw new BadParameter("domain", "domain and comment are words in one line");
    }
  }

  @Override
  public Plan plan(Probe host) {
    Original file = Original.ask(host, dest, Permissions.NONE);
    return file.obstacle(Optional.empty()).orElseGet(() -> edited(file));
  }

  private Plan edited(Original file) {
    if (!file.exists() && !file.hasDirectory()) {
      return Plan.refuse(
          "directory %s is not writable (check presence, access rights, use sudo)"
              .formatted(dest.parent()),
          "Make the directory first.");
    }
    LimitsEdit edit = new LimitsEdit(this).make(file.text("utf-8").text());
    String line = edit.line();
    Plan plan =
        file.edit(file.text("utf-8").content(edit.text()), Optional.empty(), backup)
            .plan(line, Map.of(), "backup_file");
    return plan instanceof Plan.Unchanged unchanged
        ? unchanged.with("msg", line)
        : ToldDifference.plain(plan);
  }
}
