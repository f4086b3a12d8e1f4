package dev.runner.jinja;

import dev.runner.values.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The real engines in a Python process of their own, asked one template at a time.
final class Oracle implements AutoCloseable {
  private final Process process;
  private final BufferedWriter questions;
  private final BufferedReader answers;

  private Oracle(Process process) {
    this.process = process;
    this.questions = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /// Starts it.
  ///
  /// @param root the project's root, where `bin/oracles` has put the engines
  /// @param home an empty folder for what Ansible keeps
  /// @throws IllegalStateException if the engines aren't installed
  static Oracle start(Path root, Path home, Object variables) {
    Path python = root.resolve("target/oracles/bin/python3");
    if (!Files.isExecutable(python)) {
      throw new IllegalStateException(
          python + " is missing: run bin/oracles to install the engines to compare with");
    }
    ProcessBuilder builder =
        new ProcessBuilder(List.of(python.toString(), "-I", "-X", "utf8", script()));
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("ANSIBLE_HOME", home.toString());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      // an empty configuration, so that no other is looked for
      Path configuration = Files.createFile(home.resolve("ansible.cfg"));
      builder.environment().put("ANSIBLE_CONFIG", configuration.toString());
      Oracle oracle = new Oracle(builder.start());
      oracle.write(variables);
      return oracle;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String script() {
    URL url = Objects.requireNonNull(Oracle.class.getResource("differential/oracle.py"));
    try {
      return Path.of(url.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What the real engine makes of a template.
  Answer ask(Language language, String template) {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("mode", language == Language.JINJA ? "jinja" : "ansible-native");
    question.put("template", template);
    try {
      write(question);
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException(
            "the oracle ended at the template " + template + "; its own words stand above");
      }
      return answer((Map<?, ?>) Json.parse(line));
    } catch (IOException e) {
      throw new UncheckedIOException("asking the oracle about the template " + template, e);
    }
  }

  private static Answer answer(Map<?, ?> reply) {
    return reply.get("error") instanceof String kind
        ? new Answer.Failure(kind, (String) reply.get("message"))
        : new Answer.Value((String) reply.get("type"), (String) reply.get("value"));
  }

  private void write(Object value) throws IOException {
    questions.write(Json.spaced(value));
    questions.newLine();
    questions.flush();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
