package dev.runner.playbook;

import dev.runner.source.Diagnostics;
import dev.runner.source.Yaml;
import dev.runner.values.Text;

/// Checks what a play says of its hosts, in Ansible's words.
record HostsKeyword(Diagnostics diagnostics) {
  void check(Yaml hosts) {
    switch (hosts) {
      case Yaml.Scalar scalar -> {
        if (scalar.isNull() || scalar.text().isBlank()) {
          noHosts(hosts);
        } else if (!Text.isText(scalar.value())) {
          noNames(hosts);
        }
      }
      case Yaml.Sequence list -> {
        if (list.items().isEmpty()) {
          noHosts(hosts);
        }
        list.items().forEach(this::checkHost);
      }
      case Yaml.Mapping mapping -> noNames(hosts);
    }
  }

  private void noNames(Yaml hosts) {
    diagnostics.error(
        hosts.origin(),
        "Hosts list must be a sequence or string. Please check your playbook.",
        "a host's name is text: put it into quotes if it looks like something else");
  }

  private void noHosts(Yaml hosts) {
    diagnostics.error(
        hosts.origin(),
        "Hosts list cannot be empty. Please check your playbook",
        "name the hosts that the play is for: 'hosts: all'");
  }

  private void checkHost(Yaml host) {
    if (!(host instanceof Yaml.Scalar scalar)) {
      diagnostics.error(
          host.origin(), "Hosts list contains an invalid host value", "a host is a text");
    } else if (scalar.isNull()) {
      diagnostics.error(
          host.origin(), "Hosts list cannot contain values of 'None'. Please check your playbook");
    } else if (!Text.isText(scalar.value())) {
      diagnostics.error(
          host.origin(),
          "Hosts list contains an invalid host value: '%s'".formatted(scalar.text()),
          "put it into quotes if it is the name of a host");
    }
  }
}
