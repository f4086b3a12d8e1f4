package dev.runner.template.world;

import dev.runner.template.Scope;
import dev.runner.template.call.LookupCall;
import dev.runner.template.ports.Ports;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The lookup `config`: what settings are, those of the tool and those of the ways that lead to
/// hosts.
final class ConfigLookup {
  private static final Set<String> KINDS =
      Set.of(
          "become",
          "cache",
          "callback",
          "cliconf",
          "connection",
          "httpapi",
          "inventory",
          "lookup",
          "netconf",
          "shell",
          "vars");

  /// A setting of a plugin.
  ///
  /// @param variables that say it, the strongest first
  /// @param setting that says it where no variable does; empty if there is none
  private record Plugged(List<String> variables, String setting) {}

  private static final Map<String, Plugged> PLUGGED = plugged();

  private static Map<String, Plugged> plugged() {
    Map<String, Plugged> all = new HashMap<>();
    String ssh = "connection/ssh/";
    all.put(ssh + "remote_user", of("DEFAULT_REMOTE_USER", "ansible_ssh_user", "ansible_user"));
    all.put(ssh + "port", of("DEFAULT_REMOTE_PORT", "ansible_ssh_port", "ansible_port"));
    all.put(ssh + "host", of("", "ansible_ssh_host", "ansible_host", "inventory_hostname"));
    all.put(ssh + "timeout", of("DEFAULT_TIMEOUT", "ansible_ssh_timeout"));
    all.put(
        ssh + "private_key_file",
        of("DEFAULT_PRIVATE_KEY_FILE", "ansible_ssh_private_key_file", "ansible_private_key_file"));
    for (String words : List.of("ssh_args", "ssh_common_args", "ssh_extra_args")) {
      all.put(ssh + words, of("DEFAULT_" + words.toUpperCase(Locale.ROOT), "ansible_" + words));
    }
    all.put(
        ssh + "host_key_checking",
        of("HOST_KEY_CHECKING", "ansible_ssh_host_key_checking", "ansible_host_key_checking"));
    all.put(ssh + "reconnection_retries", of("DEFAULT_SSH_RETRIES", "ansible_ssh_retries"));
    all.put("shell/sh/remote_tmp", of("", "ansible_remote_tmp"));
    for (String method : List.of("sudo", "su")) {
      for (String what : List.of("user", "exe", "flags")) {
        all.put(
            "become/%s/become_%s".formatted(method, what),
            of(
                "DEFAULT_BECOME_" + what.toUpperCase(Locale.ROOT),
                "ansible_%s_%s".formatted(method, what),
                "ansible_become_" + what));
      }
    }
    all.put("callback/default/result_format", of("DEFAULT_RESULT_FORMAT"));
    return Map.copyOf(all);
  }

  private static Plugged of(String setting, String... variables) {
    return new Plugged(List.of(variables), setting);
  }

  private final LookupCall call;
  private final Optional<String> kind;
  private final Optional<String> plugin;

  private ConfigLookup(LookupCall call) {
    this.call = call;
    this.kind = Optional.ofNullable(call.option("plugin_type")).map(Python::string);
    this.plugin = Optional.ofNullable(call.option("plugin_name")).map(Python::string);
  }

  static List<Object> find(LookupCall call) {
    return new ConfigLookup(call).find();
  }

  private List<Object> find() {
    List<Object> values = new ArrayList<>();
    String missing = call.text("on_missing", "error");
    if (!List.of("error", "skip", "warn").contains(missing)) {
      throw call.wrong(
          "Invalid value '%s' for 'on_missing': it is one of error, skip, warn".formatted(missing));
    }
    demandPlugin();
    for (Object term : call.terms()) {
      if (!Text.isText(term)) {
        throw call.wrong(
            "Invalid setting identifier, '%s' is not text but '%s'"
                .formatted(Python.string(term), Python.typeName(term)));
      }
      String name = Python.string(term);
      Optional<Ports.Known> known = known(name);
      if (known.isPresent()) {
        values.add(shown(known.get()));
      } else if (missing.equals("error")) {
        throw call.wrong(unknown(name));
      } else if (missing.equals("warn")) {
        Scope.of(call.rendering()).warn("Skipping %s: %s".formatted(name, unknown(name)));
      }
    }
    return values;
  }

  private void demandPlugin() {
    if (kind.isPresent() != plugin.isPresent()) {
      throw call.wrong(
          "Both plugin_type and plugin_name are required, cannot use one without the other.");
    }
    if (kind.isPresent() && !KINDS.contains(kind.get())) {
      throw call.wrong(
          "Invalid plugin_type '%s': it is one of %s"
              .formatted(kind.get(), String.join(", ", KINDS.stream().sorted().toList())));
    }
    if (plugin.isPresent() && bare(plugin.get()).contains(".")) {
      throw call.wrong("Unable to load %s plugin '%s'.".formatted(kind.orElse(""), plugin.get()));
    }
  }

  private static String bare(String name) {
    return name.replaceFirst("^ansible\\.(builtin|legacy)\\.", "");
  }

  private String unknown(String name) {
    return "No config definition exists for '%s'%s."
        .formatted(
            name,
            plugin.map(each -> " for '%s' %s plugin".formatted(each, kind.orElse(""))).orElse(""));
  }

  private Object shown(Ports.Known known) {
    return call.flag("show_origin", false) ? List.of(known.value(), known.from()) : known.value();
  }

  private Optional<Ports.Known> known(String name) {
    Map<String, Ports.Known> settings = call.ports().settings();
    if (plugin.isEmpty()) {
      return Optional.ofNullable(settings.get(name));
    }
    Plugged plugged = PLUGGED.get(kind.orElse("") + "/" + bare(plugin.get()) + "/" + name);
    if (plugged == null) {
      return Optional.empty();
    }
    for (String variable : plugged.variables()) {
      Object value = call.rendering().variables().get(variable);
      if (!(value instanceof Undefined)) {
        return Optional.of(new Ports.Known(value, "var: " + variable));
      }
    }
    return name.equals("remote_tmp")
        ? Optional.of(new Ports.Known("~/.ansible/tmp", "default"))
        : Optional.ofNullable(settings.get(plugged.setting()));
  }
}
