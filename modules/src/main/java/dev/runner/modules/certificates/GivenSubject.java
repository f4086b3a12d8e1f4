package dev.runner.modules.certificates;

import dev.runner.module.Value;
import dev.runner.values.Python;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The subject that a task gives in pieces.
final class GivenSubject {
  static final String COMMON_NAME = "2.5.4.3";

  private final OpensslCsr task;
  private final List<List<String>> pairs = new ArrayList<>();

  GivenSubject(OpensslCsr task) {
    this.task = task;
  }

  /// Pairs of attributes, as the task calls them, and values.
  List<List<String>> pairs() {
    if (!task.subjectOrdered().isEmpty()) {
      task.subjectOrdered().forEach(each -> each.forEach(this::add));
      return pairs;
    }
    add("C", task.countryName());
    add("ST", task.stateOrProvinceName());
    add("L", task.localityName());
    add("O", task.organizationName());
    add("OU", task.organizationalUnitName());
    add("CN", task.commonName());
    add("emailAddress", task.emailAddress());
    Map<String, Value> more = task.subject();
    more.forEach(this::add);
    return pairs;
  }

  private void add(String attribute, Optional<String> value) {
    value.ifPresent(text -> pairs.add(List.of(attribute, text)));
  }

  private void add(String attribute, Value value) {
    List<?> all = value.value() instanceof List<?> list ? list : List.of(value.value());
    all.forEach(each -> pairs.add(List.of(attribute, Python.string(each))));
  }
}
