package dev.runner.template;

import dev.runner.template.call.Call;
import dev.runner.template.file.FileTests;
import dev.runner.template.text.PatternTests;
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
  /// Under their full names only.
  MARKS("ansible._protomatter.tagged ansible._protomatter.tagged_with");

  private final String names;

  TestFamily(String names) {
    this.names = names;
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
    };
  }
}
