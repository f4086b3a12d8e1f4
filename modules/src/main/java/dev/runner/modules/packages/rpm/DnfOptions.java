package dev.runner.modules.packages.rpm;

import dev.runner.module.Param;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Parameters that become options of dnf as they are.
public record DnfOptions(
    @Param(value = "Whether packages may be removed for others' sake.", byDefault = "false")
        boolean allowerasing,
    @Param("Whether nothing but the newest version will do; as the host is set up if left out.")
        Optional<Boolean> best,
    @Param("The opposite of best.") Optional<Boolean> nobest,
    @Param(value = "Whether nothing is downloaded.", byDefault = "false") boolean cacheonly,
    @Param("Configuration file on the host.") Optional<String> confFile,
    @Param("Exclusions of the configuration that don't count: all, main, or a repository.")
        Optional<String> disableExcludes,
    @Param(value = "Whether signatures of packages aren't checked.", byDefault = "false")
        boolean disableGpgCheck,
    @Param("Plugins that aren't used.") List<String> disablePlugin,
    @Param("Plugins that are used.") List<String> enablePlugin,
    @Param("Repositories that aren't used.") List<String> disablerepo,
    @Param("Repositories that are used.") List<String> enablerepo,
    @Param("Packages that are left out.") List<String> exclude,
    @Param(
            value = "Accepted for playbooks that have it: nothing here needs repoquery.",
            byDefault = "true")
        boolean installRepoquery,
    @Param(value = "Whether recommended packages come too.", byDefault = "true")
        boolean installWeakDeps,
    @Param(value = "Directory that stands for the root.", byDefault = "/") String installroot,
    @Param("Release that packages are taken from.") Optional<String> releasever,
    @Param(value = "Whether what can't be had is left out.", byDefault = "false")
        boolean skipBroken,
    @Param(value = "Whether certificates of repositories are checked.", byDefault = "true")
        boolean sslverify,
    @Param(value = "Whether certificates are checked where a package is a URL.", byDefault = "true")
        boolean validateCerts,
    @Param(
            value = "For Ansible's sake: dnf itself waits for whoever else changes packages.",
            byDefault = "30")
        int lockTimeout) {

  /// All as by default.
  static DnfOptions usual() {
    return new DnfOptions(
        false,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        false,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        true,
        true,
        "/",
        Optional.empty(),
        false,
        true,
        true,
        30);
  }

  boolean isElsewhere() {
    return !installroot.equals("/");
  }

  /// Words for dnf.
  List<String> words() {
    List<String> words = new ArrayList<>();
    flag(words, allowerasing, "--allowerasing");
    best.or(() -> nobest.map(not -> !not))
        .ifPresent(wanted -> words.add(wanted ? "--best" : "--nobest"));
    flag(words, cacheonly, "--cacheonly");
    confFile.ifPresent(file -> words.add("--config=" + file));
    disableExcludes.ifPresent(which -> words.add("--disableexcludes=" + which));
    words.add(disableGpgCheck ? "--nogpgcheck" : "--setopt=localpkg_gpgcheck=1");
    disablePlugin.forEach(name -> words.add("--disableplugin=" + name));
    enablePlugin.forEach(name -> words.add("--enableplugin=" + name));
    disablerepo.forEach(name -> words.add("--disablerepo=" + name));
    enablerepo.forEach(name -> words.add("--enablerepo=" + name));
    exclude.forEach(name -> words.add("--exclude=" + name));
    words.add("--setopt=install_weak_deps=" + (installWeakDeps ? "1" : "0"));
    flag(words, isElsewhere(), "--installroot=" + installroot);
    releasever.ifPresent(name -> words.add("--releasever=" + name));
    flag(words, skipBroken, "--skip-broken");
    flag(words, !sslverify || !validateCerts, "--setopt=sslverify=0");
    return words;
  }

  private static void flag(List<String> words, boolean wanted, String word) {
    if (wanted) {
      words.add(word);
    }
  }
}
