package dev.runner.execute.ahead;

import dev.runner.module.FileStat;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.transport.Identity;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of one host: answers that may be taken instead of asking, and old ones, by which
/// it can be guessed what will be asked. May be used by several threads.
public final class Knowledge {
  /// So many answers are kept at most.
  private static final int MOST = 2000;

  /// A question, as somebody asks it.
  ///
  /// @param environment in which a program is looked for or run; nothing for other questions
  private record Key(Identity who, Map<String, Text> environment, Question<?> question) {
    static Key of(Identity who, Map<String, Text> environment, Question<?> question) {
      return new Key(who, Keeping.isOfPrograms(question) ? environment : Map.of(), question);
    }
  }

  private static final class Known {
    final Answered<?> answer;
    final Moment moment;

    /// What the question is about, if it is a path that is to be seen nowhere else.
    final Optional<Place> place;

    boolean isVoid;

    Known(Answered<?> answer, Moment moment, Optional<Place> place, boolean isVoid) {
      this.answer = answer;
      this.moment = moment;
      this.place = place;
      this.isVoid = isVoid;
    }
  }

  /// What was seen at a path.
  ///
  /// @param plain whether it is no link, and no file that has a second name
  private record Sight(Moment moment, boolean plain) {}

  private final Machine machine;
  private final Map<Key, Known> known = new HashMap<>();
  private final Map<Place, Sight> sights = new HashMap<>();
  private @Nullable Mounts mounts;
  private @Nullable Moment mountsSeen;

  Knowledge(Machine machine) {
    this.machine = machine;
  }

  /// This moment: to be taken before questions are sent.
  public Moment moment() {
    return machine.moment();
  }

  /// An answer that may be taken.
  public <T> Optional<Answered<T>> holding(
      Identity who, Map<String, Text> environment, Question<T> question) {
    synchronized (machine) {
      Known found = known.get(Key.of(who, environment, question));
      return found != null && holds(found) ? Optional.of(cast(found.answer)) : Optional.empty();
    }
  }

  /// The last answer, whether it may be taken or not: the next one is likely to be the same.
  public <T> Optional<Answered<T>> last(
      Identity who, Map<String, Text> environment, Question<T> question) {
    synchronized (machine) {
      Known found = known.get(Key.of(who, environment, question));
      return found == null ? Optional.empty() : Optional.of(cast(found.answer));
    }
  }

  @SuppressWarnings("unchecked") // each question was kept with its own type of answer
  private static <T> Answered<T> cast(Answered<?> answer) {
    return (Answered<T>) answer;
  }

  private boolean holds(Known found) {
    return !found.isVoid && machine.holds(found.moment);
  }

  /// The file systems of the host, as they were last seen.
  public Optional<Mounts> mounts() {
    synchronized (machine) {
      return Optional.ofNullable(mounts);
    }
  }

  /// Whether nothing happened since they were seen that could have brought others.
  public boolean knowsMounts() {
    synchronized (machine) {
      return mountsSeen != null && machine.moment().upheavals() == mountsSeen.upheavals();
    }
  }

  /// Takes note of the file systems.
  public void mounts(Mounts seen, Moment moment) {
    synchronized (machine) {
      mounts = seen;
      mountsSeen = moment;
    }
  }

  /// Keeps an answer, if it is one that can be taken later.
  ///
  /// @param moment before the question was sent
  public void keep(
      Identity who,
      Map<String, Text> environment,
      Question<?> question,
      Answered<?> answer,
      Moment moment) {
    synchronized (machine) {
      Optional<Place> place = Keeping.path(question).map(Place::of);
      if (!Keeping.isKept(question) || !Keeping.isSmall(answer) || !isOfTheHost(question)) {
        return;
      }
      if (known.size() >= MOST) {
        known.clear();
        sights.clear();
      }
      boolean quiet = machine.isQuietSince(moment);
      Optional<Place> only = place.filter(each -> !isSeenTwice(each));
      known.put(Key.of(who, environment, question), new Known(answer, moment, only, !quiet));
      if (quiet
          && question instanceof Question.Stat look
          && !look.follow()
          && answer.value().orElse(null) instanceof FileStat stat) {
        boolean plain = Keeping.isSingle(stat) && !stat.isLink();
        sights.put(place.orElseThrow(), new Sight(moment, plain));
      }
    }
  }

  private boolean isSeenTwice(Place place) {
    return mounts == null || mounts.isSeenTwice(place);
  }

  /// Whether the paths that a question names are the host's alone.
  private boolean isOfTheHost(Question<?> question) {
    if (question instanceof Question.Look look) {
      return look.command().words().stream()
          .map(Text::value)
          .filter(word -> word.startsWith("/"))
          .allMatch(word -> isOfTheHost(Place.of(RemotePath.of(word))));
    }
    Optional<RemotePath> path = Keeping.path(question);
    return path.isEmpty() || isOfTheHost(Place.of(path.get()));
  }

  private boolean isOfTheHost(Place place) {
    return mounts != null && mounts.isLocal(place);
  }

  /// Whether a question may be asked before its turn: one that harms nobody, is answered at once,
  /// and about which the host alone decides.
  public boolean isAskedAhead(Identity who, Question<?> question) {
    synchronized (machine) {
      return Keeping.isKept(question)
          && isOfTheHost(question)
          && switch (question) {
            case Question.Read read -> hasSmall(who, read.path());
            case Question.Checksum sum -> hasSmall(who, sum.path());
            case Question.Listing list -> hasSmall(who, list.directory());
            default -> true;
          };
    }
  }

  /// Whether a file or directory is known to be small, or not to be there.
  private boolean hasSmall(Identity who, RemotePath path) {
    return last(who, Map.of(), new Question.Stat(path, true))
        .flatMap(Answered::value)
        .filter(stat -> stat.size() <= Keeping.SMALL || !(stat.isFile() || stat.isDirectory()))
        .isPresent();
  }

  /// Steps that are being taken on the host.
  public static final class Act {
    private final Optional<Touch> touch;
    private final Moment since;
    private final List<Question<?>> lost;

    /// @param touch of the steps; absent: nobody can say
    private Act(Optional<Touch> touch, Moment since, List<Question<?>> lost) {
      this.touch = touch;
      this.since = since;
      this.lost = List.copyOf(lost);
    }

    /// What was known of files, and may be otherwise once the steps are taken.
    public List<Question<?>> lost() {
      return lost;
    }

    /// Whether a question is about a path of the steps, not one above or below.
    public boolean isOf(Question<?> question) {
      Optional<Place> place = Keeping.path(question).map(Place::of);
      return place.isPresent()
          && touch.filter(each -> each.paths().contains(place.get())).isPresent();
    }
  }

  /// Steps are about to be taken on the host.
  ///
  /// @param who takes them
  public Act acting(Identity who, Iterable<Step> steps) {
    synchronized (machine) {
      Optional<Touch> touch = Touch.paths(steps).map(this::touch);
      List<Question<?>> lost = held(who);
      Moment since = touched(touch);
      lost.removeIf(question -> holding(who, Map.of(), question).isPresent());
      return new Act(touch, since, lost);
    }
  }

  /// Steps were taken: what was asked meanwhile may be void.
  ///
  /// @return the moment of questions that were asked right after them, in the same script
  public Moment acted(Act act) {
    synchronized (machine) {
      boolean quiet = machine.isQuietSince(act.since);
      Moment after = touched(act.touch);
      return new Moment(act.since.at(), after.upheavals(), quiet ? after.acts() : -1);
    }
  }

  private List<Question<?>> held(Identity who) {
    List<Question<?>> held = new ArrayList<>();
    known.forEach(
        (key, each) -> {
          if (key.who().equals(who) && Keeping.path(key.question()).isPresent() && holds(each)) {
            held.add(key.question());
          }
        });
    return held;
  }

  private Touch touch(Set<RemotePath> paths) {
    boolean sure = paths.stream().allMatch(this::isSure);
    return Touch.of(paths, !sure);
  }

  private Moment touched(Optional<Touch> touch) {
    Moment now = machine.moment();
    return touch.isEmpty()
        ? new Moment(now.at(), machine.upheaval(), now.acts())
        : new Moment(now.at(), now.upheavals(), machine.touched(touch.get()));
  }

  /// Nobody can say what has changed since.
  public void upheaval() {
    machine.upheaval();
  }

  void touched(Touch touch) {
    known.forEach((key, each) -> each.isVoid = each.isVoid || touches(touch, key, each));
    sights.keySet().removeIf(touch::replaces);
  }

  private boolean touches(Touch touch, Key key, Known each) {
    return switch (key.question()) {
      case Question.Look look -> true;
      case Question.Which which -> true;
      case Question.User user -> touch.meetsAccounts();
      case Question.Group group -> touch.meetsAccounts();
      case Question.Self self -> touch.meetsAccounts();
      default -> each.place.isEmpty() || touch.meets(each.place.get()) || !isSure(each.place.get());
    };
  }

  /// Whether what is at a path is at no other one: no symbolic link leads to it, it has no second
  /// name, and it is to be seen nowhere else.
  private boolean isSure(RemotePath path) {
    return Keeping.isPlain(path) && !isSeenTwice(Place.of(path)) && isSure(Place.of(path));
  }

  private boolean isSure(Place place) {
    for (Optional<Place> at = Optional.of(place); at.isPresent(); at = at.get().parent()) {
      Sight sight = sights.get(at.get());
      boolean sure = sight != null && sight.plain() && machine.holds(sight.moment());
      if (!sure && !at.get().equals(Place.TOP)) {
        return false;
      }
    }
    return true;
  }
}
