package dev.runner.modules.packages.apt;

import dev.runner.module.Command;
import dev.runner.module.HttpRequest;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Installs package files, with what they need from repositories.
///
/// @param task with its parameters
record DebFiles(Apt task) {
  private static final String FORMAT = "${Package}\\t${Version}\\t${Architecture}\\n";

  Plan plan(Probe host, String deb) {
    if (!deb.contains("://")) {
      return plan(host, Stream.of(deb.split(",")).map(String::strip).map(RemotePath::of).toList());
    }
    RemotePath file = host.scratch().resolve("package.deb");
    Optional<String> trouble = Downloads.save(host, deb, file);
    return trouble.isPresent()
        ? Plan.refuse(
            "Failure downloading %s, %s".formatted(HttpRequest.shown(deb), trouble.get()),
            "look at the URL")
        : plan(host, List.of(file));
  }

  private Plan plan(Probe host, List<RemotePath> files) {
    List<Pending<Output>> asked =
        files.stream()
            .map(
                file ->
                    host.lookLater(Command.of("dpkg-deb", "--show", "--showformat", FORMAT, file)))
            .toList();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Output output = asked.get(i).get();
      if (!output.ok()) {
        return Plan.refuse(
            "Unable to install package: %s".formatted(output.lastWords()), "look at the path");
      }
      names.add(output.out().split("\t", -1)[0]);
    }
    Dpkg dpkg = Dpkg.later(host, names).get();
    List<RemotePath> missing = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      if (!isInstalled(dpkg, asked.get(i).get().out().split("\t", -1))) {
        missing.add(files.get(i));
      }
    }
    return missing.isEmpty()
        ? Plan.unchanged("the packages are installed")
        : install(host, missing);
  }

  private static boolean isInstalled(Dpkg dpkg, String[] fields) {
    String name = fields[2].equals("all") ? fields[0] : fields[0] + ":" + fields[2];
    return dpkg.find(name)
        .filter(DpkgPackage::isInstalled)
        .filter(there -> DebianVersion.ORDER.compare(there.version(), fields[1]) == 0)
        .isPresent();
  }

  private Plan install(Probe host, List<RemotePath> files) {
    List<Object> words = new ArrayList<>(AptInstallation.common(task));
    if (task.force()) {
      words.addAll(List.of("-o", "Dpkg::Options::=--force-all"));
    }
    words.add("install");
    files.forEach(file -> words.add(file.text().contains("/") ? file : "./" + file));
    AptTools tools = task.tools();
    AptRun run = tools.simulate(host, "apt-get", words);
    return run.ok()
        ? tools.perform("install " + run.summary(), "apt-get", words, run)
        : tools.failed(run, "apt-get", words);
  }
}
