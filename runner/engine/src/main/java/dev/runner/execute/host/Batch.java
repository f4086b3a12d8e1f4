package dev.runner.execute.host;

import dev.runner.execute.host.StepRun.Result;
import dev.runner.module.Command;
import dev.runner.module.HttpReply;
import dev.runner.module.Output;
import dev.runner.module.ProbeException;
import dev.runner.module.Step;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Script;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Steps that follow each other and travel in one script, which stops at the first that fails. At
/// most one of them reads a stream, which the script gets as its input.
final class Batch {
  /// An undoing command needs time of its own before the script's.
  private static final Duration FOR_UNDOING = Duration.ofSeconds(30);

  private final StepRun.Setting setting;
  private final Frames frames = new Frames();
  private final List<Step> steps = new ArrayList<>();
  private Optional<Steps.Stream> stream = Optional.empty();
  private boolean captures;
  private int shipped = -1;
  private boolean tarMissing;
  private List<Inquiry> asked = List.of();

  private Batch(StepRun.Setting setting) {
    this.setting = setting;
  }

  /// As many steps from this index on as can travel together; none if the first one can't.
  ///
  /// @param shipping whether the host may be asked for tar
  static Batch starting(List<Step> all, int first, StepRun.Setting setting, boolean shipping) {
    Batch batch = new Batch(setting);
    batch.captures = all.subList(first, all.size()).stream().anyMatch(Batch::isCommand);
    batch.frames.add(batch.captures ? "rn_capture\n" : "");
    if (batch.captures) {
      batch.frames.calling(List.of("capture", "captured"));
    }
    Steps parts = new Steps(setting.environment(), setting.library(), batch.frames.nonce());
    int next = first;
    while (next < all.size()) {
      Optional<Shipment> shipment =
          shipping && batch.stream.isEmpty()
              ? Shipment.starting(all, next, batch.frames.nonce())
              : Optional.empty();
      if (shipment.isPresent()) {
        batch.ship(shipment.get());
      } else if (!batch.add(all.get(next), parts)) {
        break;
      }
      next = first + batch.steps.size();
    }
    return batch;
  }

  private void ship(Shipment shipment) {
    shipped = steps.size();
    frames
        .calling(Shipment.FUNCTIONS)
        .add("rn_id=$rn_n-%d\n".formatted(steps.size()))
        .add(shipment.text());
    stream = Optional.of(shipment::stream);
    steps.addAll(shipment.uploads());
  }

  /// Whether the steps that were not applied have to go without tar, which the host hasn't.
  boolean isTarMissing() {
    return tarMissing;
  }

  private static boolean isCommand(Step step) {
    return step instanceof Step.Run run
        && !run.live()
        && run.command().stdin().map(Contents::fits).orElse(true);
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  int size() {
    return steps.size();
  }

  /// Asks these after the steps, if none fails.
  void ask(List<Waiting<?>> questions) {
    asked =
        new Inquiries(
                setting.environment(),
                Optional.empty(),
                new Inquiries.ByUs(
                    new Browsing(
                        setting.session(), setting.who(), setting.environment(), setting.library()),
                    new Ports(setting.session()),
                    new Syncing(setting.session(), setting.who(), setting.partner())))
            .of(questions);
    for (Inquiry each : asked) {
      frames.part(each);
    }
  }

  private void answer(List<Block> blocks) throws ConnectException {
    for (int i = 0; i < asked.size() && steps.size() + i < blocks.size(); i++) {
      asked.get(i).take(blocks.get(steps.size() + i), frames.nonce());
    }
  }

  private boolean add(Step step, Steps parts) {
    if (step instanceof Step.Run run) {
      if (!isCommand(run)) {
        return false;
      }
      command(run);
    } else {
      Optional<Steps.Part> part = parts.part(step);
      if (part.isEmpty() || (part.get().stream().isPresent() && stream.isPresent())) {
        return false;
      }
      typed(part.get());
    }
    steps.add(step);
    return true;
  }

  private void typed(Steps.Part part) {
    frames.calling(part.functions()).add("rn_id=$rn_n-" + steps.size() + "\n(\n").add(part.text());
    if (part.stream().isPresent()) {
      stream = part.stream();
      frames.add("\n) <&8\n");
    } else {
      frames.add("\n) </dev/null\n");
    }
    frames.end().add("[ \"$rn_r\" = 0 ] || exit 0\n");
  }

  private void command(Step.Run run) {
    captured(run.otherwise().isPresent() ? bounded(run.command()) : run.command());
    if (!run.success().isEmpty()) {
      String fine = run.success().stream().map(String::valueOf).collect(Collectors.joining(" | "));
      frames.add("case $rn_r in\n" + fine + ") ;;\n*)\n");
      run.otherwise().ifPresent(this::captured);
      frames.add("exit 0 ;;\nesac\n");
    }
  }

  private Command bounded(Command command) {
    boolean shorter =
        command.deadline().filter(d -> d.compareTo(setting.deadline()) < 0).isPresent();
    return shorter ? command : command.within(setting.deadline());
  }

  private void captured(Command command) {
    frames
        .calling(CommandScript.FUNCTIONS)
        .add("rn_run() {\n")
        .add(CommandScript.acting(command, setting.environment()).withInput())
        .add("\n}\n")
        .add("if [ -n \"$rn_c\" ]; then rn_run >\"$rn_c/o\" 2>\"$rn_c/e\"; else rn_run; fi\n")
        .add("rn_r=$?\nrn_captured\n(exit \"$rn_r\")\n")
        .end();
  }

  /// Runs the script.
  ///
  /// @return a result for each step that was applied; only the last may be a failure
  List<Result> run() throws ConnectException {
    steps.forEach(step -> setting.watching().progress(step.title()));
    Instant began = Instant.now();
    Output output = send();
    Duration took = Duration.between(began, Instant.now());
    List<Block> blocks = frames.blocks(output);
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      if (i >= blocks.size()) {
        Output rest = i == 0 ? output : StepRun.nothing();
        results.add(Result.failed(rest, ended(output)));
        break;
      }
      Step step = steps.get(i);
      if (i == shipped && blocks.get(i).status() == Shipment.NO_TAR) {
        tarMissing = true;
        break;
      }
      Output one = Reading.output(blocks.get(i), began, took);
      if (step instanceof Step.Http http) {
        HttpReply reply = concluded(http, blocks.get(i));
        results.add(Result.answered(reply));
        // The script has stopped where the control machine had to go on.
        if (blocks.get(i).status() != 0) {
          break;
        }
        continue;
      }
      Optional<String> because = trouble(step, blocks.get(i));
      Optional<Block> undone =
          Optional.ofNullable(i + 1 < blocks.size() ? blocks.get(i + 1) : null);
      results.add(
          new Result(
              one, because.map(why -> withUndoing(why, step, undone)), Optional.empty(), false));
      if (because.isPresent()) {
        return results;
      }
    }
    answer(blocks);
    return results;
  }

  private HttpReply concluded(Step.Http http, Block block) throws ConnectException {
    try {
      return new Browsing(
              setting.session(), setting.who(), setting.environment(), setting.library())
          .conclude(http.request(), block, frames.nonce());
    } catch (ProbeException e) {
      return Requests.none(http.request(), e.sentence());
    }
  }

  private static String ended(Output output) {
    return "the shell on the host ended before it was done: " + output.lastWords();
  }

  private static Optional<String> trouble(Step step, Block block) {
    if (step instanceof Step.Run run) {
      boolean fine = run.success().isEmpty() || run.success().contains(block.status());
      return fine ? Optional.empty() : Optional.of(LiveRun.because(run.command(), block));
    }
    return block.status() == 0 ? Optional.empty() : Optional.of(Causes.sentence(step, block));
  }

  private static String withUndoing(String why, Step step, Optional<Block> undone) {
    boolean failed =
        step instanceof Step.Run run
            && run.otherwise().isPresent()
            && undone.isPresent()
            && undone.get().status() != 0;
    return failed
        ? "%s; what was to undo it failed too: %s".formatted(why, undone.get().complaint())
        : why;
  }

  private Output send() throws ConnectException {
    Script script = frames.script(setting.library());
    if (stream.isEmpty()) {
      return setting.session().run(setting.who(), script, setting.deadline().plus(FOR_UNDOING));
    }
    Script reading = new Script.Builder().add("exec 8<&0 </dev/null\n").add(script).build();
    try (InputStream content = stream.get().open()) {
      return setting.session().feed(setting.who(), reading, content, setting.deadline());
    } catch (ConnectException e) {
      throw e;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
