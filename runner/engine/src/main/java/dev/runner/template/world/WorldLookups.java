package dev.runner.template.world;

import dev.runner.inventory.HostPattern;
import dev.runner.inventory.InventoryBuilder;
import dev.runner.jinja.Variables;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Diagnostics;
import dev.runner.source.Vars;
import dev.runner.template.call.LookupCall;
import dev.runner.template.ports.Programs;
import dev.runner.template.web.Web;
import dev.runner.values.Marks;
import dev.runner.values.Origin;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import dev.runner.values.regex.PythonRegex;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lookups of what is around the run: variables, settings, the process, commands, pages.
public final class WorldLookups {
  private WorldLookups() {}

  /// What one of its lookups finds.
  public static List<Object> run(LookupCall call) {
    return switch (call.name()) {
      case "config" -> ConfigLookup.find(call);
      case "env" -> env(call);
      case "inventory_hostnames" -> hosts(call);
      case "lines" -> lines(call);
      case "pipe" -> pipe(call);
      case "url" -> url(call);
      case "varnames" -> names(call);
      case "vars" -> vars(call);
      default -> throw new IllegalStateException("no lookup " + call.name());
    };
  }

  private static List<Object> env(LookupCall call) {
    List<Object> values = new ArrayList<>();
    Object byDefault = call.options().getOrDefault("default", "");
    for (Object term : call.terms()) {
      String name = LookupCall.text(term).split("\\s+", 2)[0];
      String value = call.ports().environment().get(name);
      if (value == null && byDefault instanceof Undefined missing) {
        throw PythonException.undefined(
            missing.hint().equals(LookupCall.UNTOLD)
                ? new Undefined(
                    name, "The environment variable '%s' is not set.".formatted(name), null)
                : missing);
      }
      Origin origin = new Origin("<environment variable '%s'>".formatted(name), 0, 0);
      values.add(value == null ? byDefault : Text.of(value, new Marks(false, false, origin)));
    }
    return values;
  }

  private static List<Object> vars(LookupCall call) {
    List<Object> values = new ArrayList<>();
    Variables variables = call.rendering().variables();
    for (Object term : call.terms()) {
      if (!Text.isText(term)) {
        throw PythonException.type(
            "Variable name must be 'str' not '%s'.".formatted(Python.typeName(term)));
      }
      String name = Python.string(term);
      Object value = variables.get(name);
      if (value instanceof Undefined undefined && !undefined.isLocked()) {
        Object byDefault = call.option("default");
        boolean absent = undefined.name().equals(name);
        if (byDefault == null) {
          throw PythonException.undefined(
              absent ? new Undefined(name, absent(call, name), null) : undefined);
        }
        value = byDefault;
      }
      values.add(value);
    }
    return values;
  }

  private static String absent(LookupCall call, String name) {
    return call.isFormer()
        ? "No variable found with this name: " + name
        : "No variable named '" + name + "' was found.";
  }

  private static List<Object> names(LookupCall call) {
    List<Object> found = new ArrayList<>();
    for (Object term : call.terms()) {
      if (!Text.isText(term)) {
        throw call.wrong(
            "Invalid setting identifier, '%s' is not text but '%s'"
                .formatted(Python.string(term), Python.typeName(term)));
      }
      PythonRegex regex = pattern(call, Python.string(term));
      for (String name : call.rendering().variables().names()) {
        if (regex.isFoundIn(name)) {
          found.add(name);
        }
      }
    }
    return found;
  }

  private static PythonRegex pattern(LookupCall call, String text) {
    try {
      return PythonRegex.compile(text, false, false);
    } catch (PythonException e) {
      throw call.wrong(
          "Unable to use \"%s\" as a search parameter: %s".formatted(text, e.getMessage()));
    }
  }

  private static List<Object> hosts(LookupCall call) {
    InventoryBuilder builder = new InventoryBuilder();
    if (call.rendering().variables().get("groups") instanceof Map<?, ?> groups) {
      groups.forEach(
          (group, hosts) -> {
            String name = Python.string(group);
            if (!name.equals("all") && !name.equals("ungrouped")) {
              builder.group(name);
            }
            for (Object host : Python.list(hosts)) {
              builder.host(Python.string(host), Vars.EMPTY, Optional.empty());
              if (!name.equals("all") && !name.equals("ungrouped")) {
                builder.member(name, Python.string(host));
              }
            }
          });
    }
    List<String> patterns = new ArrayList<>();
    call.terms().forEach(term -> patterns.add(LookupCall.text(term)));
    try {
      return new ArrayList<>(
          HostPattern.of(patterns, null).match(builder.build(), new Diagnostics()));
    } catch (DiagnosticException e) {
      return List.of(); // what can't be read, or counts too far, chooses nobody here
    }
  }

  private static byte[] output(LookupCall call, String command) {
    Object directory = call.rendering().variables().get("playbook_dir");
    Path here = Text.isText(directory) ? Path.of(Python.string(directory)) : call.ports().here();
    try {
      Programs.Ended ended = call.ports().programs().run(command, here);
      if (ended.exit() != 0) {
        throw call.wrong(
            "lookup_plugin.%s(%s) returned %d%s"
                .formatted(
                    call.name(),
                    command,
                    ended.exit(),
                    ended.err().isBlank() ? "" : ": " + ended.err().strip()));
      }
      return ended.out();
    } catch (IOException e) {
      throw call.wrong("'%s' can't be run: %s".formatted(command, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw call.wrong("it was interrupted while '%s' ran".formatted(command));
    }
  }

  private static List<Object> pipe(LookupCall call) {
    List<Object> results = new ArrayList<>();
    for (Object term : call.terms()) {
      String out = new String(output(call, LookupCall.text(term)), StandardCharsets.UTF_8);
      results.add(LookupCall.untrusted(out.stripTrailing()));
    }
    return results;
  }

  private static List<Object> lines(LookupCall call) {
    List<Object> results = new ArrayList<>();
    for (Object term : call.terms()) {
      String out = new String(output(call, LookupCall.text(term)), StandardCharsets.UTF_8);
      out.lines().forEach(line -> results.add(LookupCall.untrusted(line)));
    }
    return results;
  }

  private static List<Object> url(LookupCall call) {
    List<Object> results = new ArrayList<>();
    boolean split = call.flag("split_lines", true);
    for (Object term : call.terms()) {
      String body = new String(page(call, LookupCall.text(term)), StandardCharsets.UTF_8);
      if (split) {
        body.lines().forEach(line -> results.add(LookupCall.untrusted(line)));
      } else {
        results.add(LookupCall.untrusted(body));
      }
    }
    return results;
  }

  private static byte[] page(LookupCall call, String address) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("User-Agent", call.text("http_agent", "runner"));
    if (call.option("headers") instanceof Map<?, ?> given) {
      given.forEach((name, value) -> headers.put(Python.string(name), Python.string(value)));
    }
    String user = call.text("username", "");
    if (!user.isEmpty()) {
      String pair = user + ":" + call.text("password", "");
      headers.put(
          "Authorization",
          "Basic "
              + java.util.Base64.getEncoder()
                  .encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
    long millis = (long) (1000 * Double.parseDouble(call.text("timeout", "10")));
    boolean follow = !call.text("follow_redirects", "urllib2").matches("(?i)none|no|false");
    try {
      Web.Page page =
          new Web.Page(
              new URI(address),
              headers,
              Duration.ofMillis(millis),
              call.flag("validate_certs", true),
              follow,
              call.flag("use_proxy", true));
      Web.Reply reply = call.ports().web().get(page);
      if (reply.status() >= 400) {
        throw call.wrong("'%s' answered %d".formatted(address, reply.status()));
      }
      return reply.body();
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw call.wrong("'%s' is no URL: %s".formatted(address, e.getMessage()));
    } catch (IOException e) {
      String why = e.getMessage() == null ? "nobody answers there" : e.getMessage();
      throw call.wrong("'%s' can't be fetched: %s".formatted(address, why));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw call.wrong("it was interrupted while '%s' was fetched".formatted(address));
    }
  }
}
