package dev.runner.modules.packages.apt;

import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Needs;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.TaskModule;
import dev.runner.modules.packages.AfterUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Installs, upgrades and removes packages of Debian and its descendants.
@Describe(
    summary = "Manage packages with apt.",
    description =
        """
        What is installed already costs one question to dpkg and no apt-get. Otherwise apt-get is
        asked what it would do, and does it. In check mode the lists of packages aren't updated, and
        what follows is said by those that are there.
        """,
    since = "0.1",
    roundTrips = 2,
    example =
        """
        - name: a web server
          apt:
            name: apache2
            update_cache: true
            cache_valid_time: 3600
        """,
    returns = {
      @Describe.Returned(
          name = "cache_updated",
          value = "Whether the lists of packages were updated."),
      @Describe.Returned(
          name = "cache_update_time",
          value = "When the lists were last updated, in seconds since 1970."),
      @Describe.Returned(name = "stdout", value = "What apt wrote, if it was run."),
      @Describe.Returned(name = "stderr", value = "What apt complained of, if it was run."),
      @Describe.Returned(
          name = "diff",
          value = "Under prepared what apt said of packages that come and go.")
    })
@Needs({"apt-get", "dpkg-query"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"deb", "package", "upgrade"})
@Constraint(
    value = Constraint.Kind.ONE_OF,
    names = {"autoremove", "deb", "package", "update_cache", "upgrade"})
public record Apt(
    @Param(
            value =
                "Packages, each with a version or condition if need be (foo=1.2*, foo>=1.2);"
                    + " wildcards in names.",
            name = "package",
            aliases = {"name", "pkg"})
        List<String> packages,
    @Param(value = "What the packages are to be.", byDefault = "present") State state,
    @Param(value = "Whether the lists of packages are updated first.", aliases = "update-cache")
        Optional<Boolean> updateCache,
    @Param(
            value = "Lists that are younger than this are left; implies update_cache.",
            byDefault = "0")
        Duration cacheValidTime,
    @Param(value = "How often the update of the lists is tried.", byDefault = "5")
        int updateCacheRetries,
    @Param(value = "The longest pause between two tries.", byDefault = "12")
        Duration updateCacheRetryMaxDelay,
    @Param(value = "Whether configuration files are removed as well.", byDefault = "false")
        boolean purge,
    @Param(value = "Package files on the host, divided by commas, or the URL of one.", path = true)
        Optional<String> deb,
    @Param(
            value = "Release that packages are taken from, as apt-get -t has it.",
            aliases = "default-release")
        Optional<String> defaultRelease,
    @Param(
            value = "Whether recommended packages come too; as the host is set up if left out.",
            aliases = "install-recommends")
        Optional<Boolean> installRecommends,
    @Param(
            value =
                "Whether apt does what it warns of: unsigned packages, downgrades, changes of held"
                    + " packages.",
            byDefault = "false")
        boolean force,
    @Param("Upgrades all packages: yes or safe removes none, full and dist may; no is the default.")
        Optional<Upgrade> upgrade,
    @Param(value = "Options of dpkg, divided by commas.", byDefault = "force-confdef,force-confold")
        String dpkgOptions,
    @Param(value = "Whether packages that nothing needs any more are removed.", byDefault = "false")
        boolean autoremove,
    @Param(
            value = "Whether kept package files are removed that can't be downloaded any more.",
            byDefault = "false")
        boolean autoclean,
    @Param(value = "Whether all kept package files are removed.", byDefault = "false")
        boolean clean,
    @Param(value = "Whether the task fails rather than remove a package.", byDefault = "false")
        boolean failOnAutoremove,
    @Param("Exit status of policy-rc.d meanwhile; 101 keeps services from being started.")
        Optional<Integer> policyRcD,
    @Param(value = "Whether only packages are taken that are installed.", byDefault = "false")
        boolean onlyUpgrade,
    @Param(value = "Whether apt-get upgrades even if aptitude is there.", byDefault = "false")
        boolean forceAptGet,
    @Param(
            value = "Whether packages without a signature will do.",
            byDefault = "false",
            aliases = "allow-unauthenticated")
        boolean allowUnauthenticated,
    @Param(
            value = "Whether older versions may replace newer ones.",
            byDefault = "false",
            aliases = {"allow-downgrade", "allow_downgrades", "allow-downgrades"})
        boolean allowDowngrade,
    @Param(value = "Whether packages on hold may be changed.", byDefault = "false")
        boolean allowChangeHeldPackages,
    @Param(value = "How many seconds to wait for dpkg's lock.", byDefault = "60") int lockTimeout,
    @Param(
            value = "For Ansible's sake: nothing needs to be installed for this module.",
            byDefault = "true")
        boolean autoInstallModuleDeps)
    implements TaskModule {

  /// What packages are to be.
  public enum State {
    ABSENT,
    @Param(value = "What the package is built with is installed.", name = "build-dep")
    BUILD_DEP,
    FIXED,
    LATEST,
    PRESENT
  }

  /// How all packages are upgraded.
  public enum Upgrade {
    DIST,
    FULL,
    NO,
    SAFE,
    YES
  }

  public Apt {
    packages = packages.stream().map(String::strip).filter(each -> !each.isEmpty()).toList();
    if (deb.isPresent() && state != State.PRESENT) {
      throw new BadParameter("deb", "deb only supports state=present");
    }
    if (updateCacheRetries < 1) {
      throw new BadParameter("update_cache_retries", "try at least once");
    }
    if (defaultRelease.filter(text -> text.startsWith("-")).isPresent()) {
      throw new BadParameter(
          "default_release", "'%s' is no release".formatted(defaultRelease.get()));
    }
    if (state == State.LATEST && packages.contains("*") && packages.size() > 1) {
      throw new BadParameter(
          "package", "unable to install additional packages when upgrading all installed packages");
    }
    packages.stream().filter(each -> !each.equals("*")).forEach(PackageSpec::parse);
  }

  @Override
  public Plan plan(Probe host) {
    Pending<AptLists> lists = AptLists.later(host);
    Pending<Dpkg> dpkg = Dpkg.later(host, specs().stream().map(PackageSpec::name).toList());
    boolean wanted = updateCache.orElse(false) || !cacheValidTime.isZero();
    Plan plan =
        wanted && lists.get().isOlderThan(cacheValidTime)
            ? update(host, lists.get(), dpkg)
            : packages(host, lists, dpkg);
    return clean ? new AptCleaning(this).clean(host, plan) : plan;
  }

  private Plan update(Probe host, AptLists lists, Pending<Dpkg> dpkg) {
    Plan.Changes update =
        lists.update(
            updateCacheRetries,
            updateCacheRetryMaxDelay,
            lockTimeout,
            fresh -> now -> ended(packages(now, () -> fresh, dpkg), fresh.updated()));
    AptLists assumed = new AptLists(lists.time(), lists.now(), true);
    return asksForMore()
        ? update.expecting(AfterUpdate.expected(packages(host, () -> assumed, dpkg)))
        : update.predictingAll(assumed.values());
  }

  /// Lists that were updated are a change only where nothing else was asked for.
  private Answer ended(Plan plan, boolean updated) {
    return plan instanceof Plan.Unchanged unchanged
        ? Finished.unchanged(unchanged.because())
            .withAll(unchanged.values())
            .changedWhen(updated && !asksForMore())
        : plan;
  }

  private boolean upgrades() {
    return upgrade.filter(how -> how != Upgrade.NO).isPresent();
  }

  private boolean asksForMore() {
    return !packages.isEmpty() || deb.isPresent() || upgrades();
  }

  /// What is to be done with packages, whatever becomes of the lists.
  private Plan packages(Probe host, Pending<AptLists> lists, Pending<Dpkg> dpkg) {
    Plan plan = work(host, dpkg);
    return switch (plan) {
      case Plan.Unchanged unchanged -> unchanged.withAll(lists.get().values());
      case Plan.Changes changes -> changes.predictingAll(lists.get().values());
      default -> plan;
    };
  }

  private Plan work(Probe host, Pending<Dpkg> dpkg) {
    if (upgrades()) {
      return new AptUpgrade(this).plan(host, upgrade.orElseThrow());
    } else if (deb.isPresent()) {
      return new DebFiles(this).plan(host, deb.get());
    } else if (state == State.LATEST && packages.contains("*")) {
      return new AptUpgrade(this).plan(host, Upgrade.YES);
    } else if (specs().isEmpty()) {
      return new AptCleaning(this).plan(host);
    }
    return switch (state) {
      case ABSENT -> new AptRemoval(this).plan(host, dpkg.get());
      case BUILD_DEP -> new AptInstallation(this).buildDependencies(host);
      case FIXED, LATEST, PRESENT -> new AptInstallation(this).plan(host, dpkg.get());
    };
  }

  List<PackageSpec> specs() {
    return packages.stream().filter(each -> !each.equals("*")).map(PackageSpec::parse).toList();
  }

  /// apt's programs with the options that all calls of this task share.
  AptTools tools() {
    List<String> options = new ArrayList<>();
    for (String option : dpkgOptions.split(",")) {
      if (!option.isBlank()) {
        options.addAll(List.of("-o", "Dpkg::Options::=--" + option.strip()));
      }
    }
    options.addAll(List.of("-o", "DPkg::Lock::Timeout=" + lockTimeout));
    return new AptTools(List.copyOf(options), policyRcD);
  }

  /// The release, for programs of apt's that have no option for it.
  List<String> release() {
    return defaultRelease
        .map(name -> List.of("-o", "APT::Default-Release=" + name))
        .orElse(List.of());
  }

  /// What apt-get is allowed.
  List<String> allowances() {
    List<String> words = new ArrayList<>();
    if (allowUnauthenticated || force) {
      words.add("--allow-unauthenticated");
    }
    if (allowDowngrade || force) {
      words.add("--allow-downgrades");
    }
    if (allowChangeHeldPackages || force) {
      words.add("--allow-change-held-packages");
    }
    if (force) {
      words.add("--allow-remove-essential");
    }
    if (failOnAutoremove) {
      words.add("--no-remove");
    }
    return words;
  }
}
