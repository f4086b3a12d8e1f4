package dev.runner.template;

import dev.runner.template.call.Call;
import dev.runner.template.file.FileTests;
import dev.runner.template.net.AddressTests;
import dev.runner.template.text.PatternTests;
import dev.runner.template.value.CommunityTests;
import dev.runner.template.value.MarkFilters;
import dev.runner.template.value.ResultTests;
import dev.runner.template.value.ValueTests;

/// Tests (`value is name`) that one class computes; as lazy as [Family].
enum TestFamily {
  RESULTS(
      "failed failure succeeded success successful changed change skipped skip unreachable reachable"
          + " timedout started finished"),
  FILES(
      "directory is_dir file is_file link is_link exists link_exists abs is_abs mount is_mount"
          + " same_file is_same_file vaulted_file"),
  VALUES(
      "all any contains issubset subset issuperset superset isnan nan truthy falsy version"
          + " version_compare vault_encrypted"),
  TEXTS("match search regex url uri urn"),
  MARKS("ansible._protomatter.", "tagged tagged_with"),
  NETS(
      "ansible.utils.",
      "in_network in_any_network in_one_network ip ip_address ipv4 ipv4_address ipv4_hostmask"
          + " ipv4_netmask ipv6 ipv6_address ipv6_ipv4_mapped ipv6_sixtofour ipv6_teredo loopback"
          + " mac multicast private public reserved resolvable subnet_of supernet_of unspecified"),
  COMMUNITY("community.general.", "ansible_type fqdn_valid");

  private final String prefix;
  private final String names;

  TestFamily(String names) {
    this("", names);
  }

  TestFamily(String prefix, String names) {
    this.prefix = prefix;
    this.names = names;
  }

  /// What stands before the names; empty where the short ones count.
  String prefix() {
    return prefix;
  }

  /// The short names of its tests.
  String[] names() {
    return names.split(" ");
  }

  boolean test(Call call) {
    return switch (this) {
      case RESULTS -> ResultTests.test(call);
      case FILES -> FileTests.test(call);
      case VALUES -> ValueTests.test(call);
      case MARKS -> MarkFilters.test(call);
      case TEXTS -> PatternTests.test(call);
      case NETS -> AddressTests.test(call);
      case COMMUNITY -> CommunityTests.test(call);
    };
  }
}
