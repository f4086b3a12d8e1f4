package dev.runner.modules.apache;

import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files in which Apache writes its errors, found by asking Apache itself.
public final class ErrorLogs {
  private static final Pattern DIRECTIVE =
      Pattern.compile("(?i)^\\s*ErrorLog\\s+(?:\"([^\"]*)\"|(\\S+))");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

  /// Debian keeps variables of the configuration in a file of the shell beside it.
  private static final String VARIABLES = "cd \"$1\" && [ -r ./envvars ] && . ./envvars; env";

  private ErrorLogs() {}

  /// The error logs of the server and its virtual hosts that are files, in two round trips; empty
  /// where the host has no Apache or its configuration is wrong.
  public static List<RemotePath> of(Probe host, Optional<RemotePath> given) {
    Optional<RemotePath> program = Apache.find(host, given);
    if (program.isEmpty()) {
      return List.of();
    }
    Pending<Output> dump = host.lookLater(ask(program.get(), "-t", "-D", "DUMP_RUN_CFG"));
    Pending<Output> includes = host.lookLater(ask(program.get(), "-t", "-D", "DUMP_INCLUDES"));
    Pending<Output> builtIn = host.lookLater(ask(program.get(), "-V"));
    ServerConfig config = ServerConfig.of(dump.get().out(), builtIn.get().out());
    List<Object> words =
        new ArrayList<>(List.of("grep", "-hiE", "^[[:space:]]*ErrorLog[[:space:]]", "/dev/null"));
    words.addAll(ServerConfig.files(includes.get().out(), builtIn.get().out()));
    Pending<Output> directives = host.lookLater(Command.of(words));
    Pending<Output> variables =
        host.lookLater(Command.of("sh", "-c", VARIABLES, "envvars", config.root()));
    Map<String, String> known = variables(variables.get().out());
    Set<RemotePath> logs = new LinkedHashSet<>();
    config.errorLog().ifPresent(logs::add);
    directives.get().lines().forEach(line -> path(line, config.root(), known).ifPresent(logs::add));
    return List.copyOf(logs);
  }

  private static Command ask(RemotePath program, Object... words) {
    return Command.of(program).and(words).with("LC_ALL", "C");
  }

  private static Map<String, String> variables(String environment) {
    Map<String, String> known = new TreeMap<>();
    environment
        .lines()
        .filter(line -> line.indexOf('=') > 0)
        .forEach(
            line ->
                known.put(
                    line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
    return known;
  }

  /// A log may also be a program ("|rotatelogs …") or syslog: those are no files.
  private static Optional<RemotePath> path(String line, String root, Map<String, String> known) {
    Matcher directive = DIRECTIVE.matcher(line);
    if (!directive.find()) {
      return Optional.empty();
    }
    String value = directive.group(1) != null ? directive.group(1) : directive.group(2);
    String whole =
        VARIABLE
            .matcher(value)
            .replaceAll(m -> Matcher.quoteReplacement(known.getOrDefault(m.group(1), m.group())));
    return whole.startsWith("|") || whole.startsWith("syslog") || whole.contains("${")
        ? Optional.empty()
        : Optional.of(RemotePath.of(root).resolve(whole));
  }
}
