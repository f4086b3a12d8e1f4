package dev.runner.template.world;

import dev.runner.template.Scope;
import dev.runner.template.call.LookupCall;
import dev.runner.template.ports.Ports;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.util.ArrayList;
import java.util.List;
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

  private static final Map<String, Plugged> PLUGGED =
      Map.ofEntries(
          of("connection/ssh/remote_user", "DEFAULT_REMOTE_USER", "ansible_ssh_user ansible_user"),
          of("connection/ssh/port", "DEFAULT_REMOTE_PORT", "ansible_ssh_port ansible_port"),
          of("connection/ssh/host", "", "ansible_ssh_host ansible_host inventory_hostname"),
          of("connection/ssh/timeout", "DEFAULT_TIMEOUT", "ansible_ssh_timeout"),
          of(
              "connection/ssh/private_key_file",
              "DEFAULT_PRIVATE_KEY_FILE",
              "ansible_ssh_private_key_file ansible_private_key_file"),
          of("connection/ssh/ssh_args", "DEFAULT_SSH_ARGS", "ansible_ssh_args"),
          of(
              "connection/ssh/ssh_common_args",
              "DEFAULT_SSH_COMMON_ARGS",
              "ansible_ssh_common_args"),
          of("connection/ssh/ssh_extra_args", "DEFAULT_SSH_EXTRA_ARGS", "ansible_ssh_extra_args"),
          of(
              "connection/ssh/host_key_checking",
              "HOST_KEY_CHECKING",
              "ansible_ssh_host_key_checking ansible_host_key_checking"),
          of("shell/sh/remote_tmp", "", "ansible_remote_tmp"),
          of(
              "become/sudo/become_user",
              "DEFAULT_BECOME_USER",
              "ansible_sudo_user ansible_become_user"),
          of("become/sudo/become_exe", "DEFAULT_BECOME_EXE", "ansible_sudo_exe ansible_become_exe"),
          of(
              "become/sudo/become_flags",
              "DEFAULT_BECOME_FLAGS",
              "ansible_sudo_flags ansible_become_flags"),
          of("become/su/become_user", "DEFAULT_BECOME_USER", "ansible_su_user ansible_become_user"),
          of("become/su/become_exe", "DEFAULT_BECOME_EXE", "ansible_su_exe ansible_become_exe"),
          of(
              "become/su/become_flags",
              "DEFAULT_BECOME_FLAGS",
              "ansible_su_flags ansible_become_flags"),
          of("callback/default/result_format", "DEFAULT_RESULT_FORMAT", ""));

  private static Map.Entry<String, Plugged> of(String name, String setting, String variables) {
    return Map.entry(
        name,
        new Plugged(variables.isEmpty() ? List.of() : List.of(variables.split(" ")), setting));
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
