package dev.runner.execute.host;

import dev.runner.execute.ahead.Answered;
import dev.runner.execute.ahead.Knowledge;
import dev.runner.execute.ahead.Moment;
import dev.runner.execute.reach.HostAccess;
import dev.runner.module.ControlFile;
import dev.runner.module.Output;
import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.Until;
import dev.runner.transport.ConnectException;
import dev.runner.transport.HostSession;
import dev.runner.transport.Identity;
import dev.runner.transport.Script;
import dev.runner.values.Text;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Asks and changes a host by scripts for its own shell (POSIX sh with the utilities of GNU or
/// BusyBox).
public final class RemoteAccess implements HostAccess {
  /// So many questions go with steps at most.
  private static final int MOST_AGAIN = 200;

  private final HostSession session;
  private final String name;
  private final Duration deadline;
  private final Library library;
  private final Overlay overlay;
  private final List<Scratch> scratches;
  private final Optional<Partner> partner;
  private final Optional<Knowledge> knowledge;
  private final Expected expected;

  /// A host that each task asks by itself.
  ///
  /// @param name of the host, for messages
  /// @param deadline for the questions of one round trip together
  public RemoteAccess(HostSession session, String name, Duration deadline) {
    this(session, name, deadline, Optional.empty());
  }

  /// @param name of the host, for messages
  /// @param deadline for the questions of one round trip together
  /// @param knowledge keeps answers for tasks that follow; absent: none are kept
  public RemoteAccess(
      HostSession session, String name, Duration deadline, Optional<Knowledge> knowledge) {
    this.session = session;
    this.name = name;
    this.deadline = deadline;
    this.library = Library.load();
    this.overlay = new Overlay();
    this.scratches = new CopyOnWriteArrayList<>();
    this.partner = Optional.empty();
    this.knowledge = knowledge;
    this.expected = new Expected();
  }

  private RemoteAccess(RemoteAccess other, Partner partner) {
    this.session = other.session;
    this.name = other.name;
    this.deadline = other.deadline;
    this.library = other.library;
    this.overlay = other.overlay;
    this.scratches = other.scratches;
    this.partner = Optional.of(partner);
    this.knowledge = other.knowledge;
    this.expected = other.expected;
  }

  @Override
  public HostAccess with(HostAccess other, Identity there) {
    return other instanceof RemoteAccess remote
        ? new RemoteAccess(
            this,
            new Partner(
                remote.session,
                there,
                remote.session.equals(session) ? Partner.Place.SAME : Partner.Place.OTHER))
        : this;
  }

  @Override
  public HostAccess onControl(Identity who) {
    return new RemoteAccess(this, new Partner(session, who, Partner.Place.CONTROL));
  }

  String name() {
    return name;
  }

  @Override
  public Asking ask(Asker asker) {
    return new RemoteAsking(this, asker);
  }

  @Override
  public Rehearsal rehearse(Asker asker) {
    return new RemoteRehearsal(this, knowledge.orElseThrow(), asker);
  }

  /// The steps that were shown so far.
  List<ShownStep> shown() {
    return overlay.steps();
  }

  /// Answers all of these by what is known, and asks what isn't, with what later tasks will ask.
  void answer(Asker asker, List<Waiting<?>> waiting, Optional<Scratch> scratch)
      throws ConnectException {
    if (knowledge.isPresent() && asker.ahead().isPresent()) {
      new AskingAhead(this, knowledge.get(), expected, asker, scratch).answer(waiting);
    } else {
      send(asker.who(), asker.environment(), waiting, scratch);
    }
  }

  /// Makes contact, by which the host's file systems may come to be known.
  void arrive() throws ConnectException {
    session.arrive();
  }

  /// Asks all of these in one round trip; in another one those whose answers didn't fit together,
  /// because the host changed in between.
  void send(
      Identity who,
      Map<String, Text> environment,
      List<Waiting<?>> waiting,
      Optional<Scratch> scratch)
      throws ConnectException {
    List<Inquiry> inquiries =
        new Inquiries(
                environment,
                scratch.map(each -> each.path().text()),
                new Inquiries.ByUs(
                    new Browsing(session, who, environment, library),
                    new Ports(session),
                    new Syncing(session, who, partner)))
            .of(waiting);
    while (!inquiries.isEmpty()) {
      inquiries = answer(who, inquiries);
    }
  }

  private List<Inquiry> answer(Identity who, List<Inquiry> inquiries) throws ConnectException {
    Frames frames = new Frames();
    List<Scratch> making = unmade(who);
    frames.add(making(making)).calling(List.of("die"));
    for (Inquiry inquiry : inquiries) {
      frames.part(inquiry);
    }
    Output output = session.run(who, frames.script(library), deadline);
    List<Block> blocks = frames.blocks(output);
    if (blocks.size() == inquiries.size()) {
      making.forEach(Scratch::made);
    }
    List<Inquiry> again = new ArrayList<>();
    for (int i = 0; i < inquiries.size(); i++) {
      Block block = i < blocks.size() ? blocks.get(i) : ended(output);
      again.addAll(inquiries.get(i).take(block, frames.nonce()));
    }
    return again;
  }

  /// The shell went away in the middle of its answers.
  private static Block ended(Output output) {
    Block all = new Block(output.exit(), output.stdout().bytes(), output.stderr().bytes());
    String why = "runner: the shell on the host ended early: " + all.complaint();
    return new Block(255, new byte[0], why.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  Scratch newScratch(Identity who) {
    Scratch scratch = new Scratch(who, new Frames().nonce());
    scratches.add(scratch);
    return scratch;
  }

  /// Puts a file of the control machine into a scratch directory.
  ///
  /// @throws IOException if it can't be read here, or the host is lost
  RemotePath bring(Scratch scratch, ControlFile file) throws IOException {
    make(scratch.who());
    RemotePath to = scratch.path().resolve(file.path().toFile().getName());
    try (InputStream content = file.open()) {
      Optional<String> because =
          new Putting(session, scratch.who(), library).put(content, file.size(), to, deadline);
      if (because.isPresent()) {
        throw new ProbeException(
            "%s can't be put on the host: %s".formatted(file.name(), because.get()));
      }
    }
    return to;
  }

  private void make(Identity who) throws ConnectException {
    List<Scratch> making = unmade(who);
    if (!making.isEmpty()) {
      Output output =
          session.run(who, Script.of(library.functions(List.of("die")) + making(making)), deadline);
      if (!output.ok()) {
        throw new ConnectException(ConnectException.Kind.BECOME, output.lastWords());
      }
      making.forEach(Scratch::made);
    }
  }

  private List<Scratch> unmade(Identity who) {
    return scratches.stream().filter(each -> !each.isMade() && each.who().equals(who)).toList();
  }

  private static String making(List<Scratch> scratches) {
    StringBuilder text = new StringBuilder();
    scratches.forEach(each -> text.append(each.making()));
    return text.toString();
  }

  /// Removes it, as far as the host can be reached.
  void remove(Scratch scratch) {
    scratches.remove(scratch);
    if (!scratch.isMade()) {
      return;
    }
    try {
      session.run(scratch.who(), Script.of("rm -rf -- %s\n".formatted(scratch.path())), deadline);
    } catch (ConnectException e) {
      // Whoever lost the connection has said so already.
      return;
    }
  }

  @Override
  public Applied apply(
      Identity who,
      List<Step> steps,
      Map<String, Text> environment,
      Watching watching,
      Duration within)
      throws ConnectException, InterruptedException {
    make(who);
    StepRun run =
        new StepRun(
            new StepRun.Setting(session, who, environment, watching, within, library, partner));
    if (knowledge.isEmpty()) {
      return run.apply(steps);
    }
    return apply(run, knowledge.get(), who, steps);
  }

  /// What was known, may be otherwise after the steps and will be needed is asked for again in
  /// their script: by the task itself, to tell what it made, or by those that follow.
  private Applied apply(StepRun run, Knowledge known, Identity who, List<Step> steps)
      throws ConnectException, InterruptedException {
    Knowledge.Act act = known.acting(who, steps);
    Optional<Written> written = Written.by(who, steps);
    Map<Question<?>, Answered<?>> told = new HashMap<>();
    List<Waiting<?>> again = new ArrayList<>();
    for (Question<?> question : act.lost()) {
      if (again.size() < MOST_AGAIN
          && (expected.includes(who, question)
              || (question instanceof Question.Stat && act.isOf(question)))
          && known.isAskedAhead(who, question)) {
        written
            .flatMap(each -> each.answer(question, known))
            .ifPresentOrElse(
                answer -> told.put(question, answer), () -> again.add(new Waiting<>(question)));
      }
    }
    boolean done = false;
    try {
      Applied applied = run.asking(again).apply(steps);
      done = applied.failed().isEmpty();
      return applied;
    } finally {
      Moment after = known.acted(act);
      if (done) {
        told.forEach((question, answer) -> known.keep(who, Map.of(), question, answer, after));
      }
      for (Waiting<?> each : again) {
        each.answered()
            .ifPresent(answer -> known.keep(who, Map.of(), each.question(), answer, after));
      }
    }
  }

  @Override
  public boolean await(
      Identity who, Until until, Duration interval, Duration within, Watching watching)
      throws ConnectException, InterruptedException {
    try {
      return new Waits(session, who, Map.of(), library).until(until, interval, within, watching);
    } finally {
      knowledge.ifPresent(Knowledge::upheaval);
    }
  }

  @Override
  public void shown(Identity who, List<Step> steps, String task) {
    overlay.add(who, steps, task);
  }

  @Override
  public void leftOut(String task) {
    overlay.leftOut(task);
  }

  @Override
  public Optional<String> unforeseeable() {
    return overlay.opaqueTask();
  }

  @Override
  public void drop() {
    knowledge.ifPresent(Knowledge::upheaval);
    session.drop();
  }

  @Override
  public void close() {
    session.close();
  }
}
