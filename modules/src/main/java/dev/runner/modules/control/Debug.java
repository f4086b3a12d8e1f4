package dev.runner.modules.control;

import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.Expression;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.module.Verbosity;
import dev.runner.values.None;
import dev.runner.values.Undefined;
import dev.runner.values.Unknown;
import java.util.Optional;

/// Shows a message or a value.
@Describe(
    summary = "Show a message or a value.",
    since = "0.1",
    example =
        """
        - name: show the address
          debug:
            msg: System {{ inventory_hostname }} has gateway {{ ansible_default_ipv4.gateway }}
        """,
    returns = {
      @Describe.Returned(name = "msg", value = "The message."),
      @Describe.Returned(name = "VAR", value = "The value, under the text given as var.")
    },
    roundTrips = 0)
public record Debug(
    @Param(
            value = "What is shown; nothing if it is null.",
            byDefault = Debug.GREETING,
            tellsGiven = true)
        Optional<Value> msg,
    @Param("An expression whose value is shown, instead of msg.") Optional<Expression> var,
    @Param(value = "The message is shown only at this level of -v or above.", byDefault = "0")
        Verbosity verbosity)
    implements TaskModule {

  private static final String GREETING = "Hello world!";

  public Debug {
    if (var.isPresent() && msg.isPresent()) {
      throw BadParameter.exclusive("msg", "var");
    }
  }

  @Override
  public Plan plan(Probe host) {
    if (!verbosity.isReached()) {
      return Plan.learned("shown only with more -v")
          .with("skipped", true)
          .with("skipped_reason", "Verbosity threshold not met.");
    }
    if (var.isPresent()) {
      Expression shown = var.get();
      Object value = shown.value();
      if (value instanceof Unknown unknown) {
        return Plan.unknown(unknown.because());
      }
      return value instanceof Undefined undefined
          ? told(shown.text(), "<< error 1 - %s >>".formatted(undefined.hint()))
              .warning("Encountered 1 template error.\nerror 1 - " + undefined.hint())
          : told(shown.text(), value);
    }
    Object message = msg.map(Value::value).orElse(GREETING);
    if (message == None.NONE) {
      return Plan.learned("").with(Shown.ALWAYS, true);
    }
    return Plan.learned(Shown.of(message)).with("msg", message).with(Shown.ALWAYS, true);
  }

  private static Plan.Learned told(String name, Object value) {
    return Plan.learned(name + ": " + Shown.of(value)).with(name, value).with(Shown.ALWAYS, true);
  }
}
