package dev.runner.modules.packages.rpm;

import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tells of packages and repositories.
record DnfList(DnfOptions options, String program) {
  private static final String FORMAT =
      "%{name}\\t%{epoch}\\t%{version}\\t%{release}\\t%{arch}\\t%{reponame}";

  Plan plan(Probe host, String what) {
    List<Object> words = new ArrayList<>(List.of(program, "-q"));
    words.addAll(options.words());
    words.addAll(question(what));
    Output output = host.look(Command.of(words).with("LC_ALL", "C"));
    if (!output.ok()) {
      return Plan.refuse(output.lastWords(), "").with("results", List.of());
    }
    List<Map<String, Object>> results =
        output.lines().stream()
            .filter(line -> !line.isBlank())
            .map(line -> what.equals("repos") ? repository(line) : found(line.strip()))
            .filter(each -> !each.isEmpty())
            .toList();
    return Plan.learned("%d found".formatted(results.size()))
        .with("msg", "")
        .with("results", results);
  }

  private static List<String> question(String what) {
    return switch (what) {
      case "installed" -> List.of("repoquery", "--installed", "--qf", FORMAT);
      case "updates", "upgrades" -> List.of("repoquery", "--upgrades", "--qf", FORMAT);
      case "available" -> List.of("repoquery", "--available", "--qf", FORMAT);
      case "repos", "repositories" -> List.of("repolist", "--enabled");
      default -> List.of("repoquery", "--available", "--installed", "--qf", FORMAT, what);
    };
  }

  private static Map<String, Object> repository(String line) {
    String name = line.strip().split("\\s+")[0];
    return name.equals("repo") ? Map.of() : Map.of("repoid", name, "state", "enabled");
  }

  private static Map<String, Object> found(String line) {
    String[] f = line.split("\t", -1);
    Map<String, Object> details = new LinkedHashMap<>();
    if (f.length == 6) {
      details.put("name", f[0]);
      details.put("epoch", f[1]);
      details.put("version", f[2]);
      details.put("release", f[3]);
      details.put("arch", f[4]);
      details.put("repo", f[5]);
      details.put("yumstate", f[5].equals("@System") ? "installed" : "available");
      details.put("nevra", "%s:%s-%s-%s.%s".formatted(f[1], f[0], f[2], f[3], f[4]));
      details.put("envra", "%s:%s-%s-%s.%s".formatted(f[1], f[0], f[2], f[3], f[4]));
    }
    return details;
  }
}
