package dev.runner.jinja.bench;

import dev.runner.jinja.Environment;
import dev.runner.jinja.Syntax;
import dev.runner.jinja.Template;
import dev.runner.jinja.Variables;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What templates cost: read-me, "Speed".
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class TemplateBenchmark {
  private final Environment environment = Environment.builder().build();
  private final Variables variables = Variables.of(values());
  private final String configuration = configuration();
  private final Template loop =
      environment.template(
          "{% for user in users %}{{ user.name }}:{{ user.uid }}\n{% endfor %}", "loop");
  private int round;

  private static Map<String, Object> values() {
    List<Object> users = new ArrayList<>();
    for (long i = 0; i < 1000; i++) {
      users.add(Map.of("name", Text.of("user" + i, Marks.TRUSTED), "uid", 1000 + i));
    }
    Map<String, Object> values = new HashMap<>();
    values.put("users", users);
    values.put("user", Map.of("name", Text.of("ann", Marks.TRUSTED)));
    values.put("host", "web1.example.com");
    values.put("port", 8080L);
    values.put("tls", true);
    values.put("paths", List.of("/a", "/b", "/c"));
    return values;
  }

  /// Fifty lines, half of them with code.
  private static String configuration() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      text.append("server {\n  listen {{ port + ").append(i).append(" }};\n");
      text.append("  server_name {{ host | lower }};{% if tls %} ssl on;{% endif %}\n");
      text.append("{% for p in paths %}  location {{ p }} {}\n{% endfor %}");
      text.append("\n}\n");
    }
    return text.toString();
  }

  /// A small expression, looked up among those parsed and evaluated.
  @Benchmark
  public Object cachedName() {
    return environment.template("{{ user.name }}", "name").value(variables);
  }

  /// A configuration file of 50 lines, parsed and rendered; the name changes, so that nothing is
  /// kept.
  @Benchmark
  public Object configurationFile() {
    return environment
        .template(configuration, Integer.toString(round++), Syntax.ANSIBLE_FILE)
        .render(variables);
  }

  /// A loop over 1,000 maps.
  @Benchmark
  public Object thousandMaps() {
    return loop.render(variables);
  }
}
