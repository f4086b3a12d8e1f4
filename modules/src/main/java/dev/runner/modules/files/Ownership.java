package dev.runner.modules.files;

import dev.runner.module.Account;
import dev.runner.module.Attributes;
import dev.runner.module.FileMode;
import dev.runner.module.FileStat;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import java.time.Instant;
import java.util.Optional;

/// Owner, group and mode that somebody wants, compared with what is there. Whether the names exist
/// is asked together with the module's own questions.
public final class Ownership {
  /// What clauses without `u`, `g`, `o` or `a` leave out.
  static final int UMASK = 022;

  private final Attributes wanted;
  private final Optional<Pending<Optional<Account>>> user;
  private final Optional<Pending<Optional<Long>>> group;

  private Ownership(
      Attributes wanted,
      Optional<Pending<Optional<Account>>> user,
      Optional<Pending<Optional<Long>>> group) {
    this.wanted = wanted;
    this.user = user;
    this.group = group;
  }

  /// Puts the questions.
  public static Ownership ask(Probe host, Attributes wanted) {
    return new Ownership(
        wanted,
        wanted.owner().filter(Ownership::isName).map(n -> host.later(new Question.User(n))),
        wanted.group().filter(Ownership::isName).map(n -> host.later(new Question.Group(n))));
  }

  private static boolean isName(String owner) {
    return !owner.chars().allMatch(Character::isDigit);
  }

  /// Why it can't be had, if that is so.
  public Optional<Plan> obstacle() {
    if (user.isPresent() && user.get().get().isEmpty()) {
      return Optional.of(
          Plan.refuse(
              "chown failed: failed to look up user %s".formatted(wanted.owner().orElseThrow()),
              "Make the user first, or name another owner."));
    }
    if (group.isPresent() && group.get().get().isEmpty()) {
      return Optional.of(
          Plan.refuse(
              "chgrp failed: failed to look up group %s".formatted(wanted.group().orElseThrow()),
              "Make the group first, or name another."));
    }
    return Optional.empty();
  }

  /// What is wanted, all of it.
  public Attributes wanted() {
    return wanted;
  }

  /// What of it isn't so.
  public Attributes missing(FileStat there) {
    return missing(asShown(wanted, there), there);
  }

  /// What is wanted of a file that is there. A user or group that has several names is the same
  /// under each: one of the file's own number goes by the name that the host shows for the file.
  public Attributes asShown(Attributes wanted, FileStat there) {
    return new Attributes(
        wanted.owner().map(name -> uid() == there.uid() ? there.owner() : name),
        wanted.group().map(name -> gid() == there.gid() ? there.group() : name),
        wanted.mode(),
        wanted.accessed(),
        wanted.modified());
  }

  /// The number of the user asked for, -1 if there is none or only a number was asked for.
  private long uid() {
    return user.flatMap(Pending::get).map(Account::uid).orElse(-1L);
  }

  private long gid() {
    return group.flatMap(Pending::get).orElse(-1L);
  }

  /// What of the wanted attributes isn't so. A mode is answered in full bits.
  public static Attributes missing(Attributes wanted, FileStat there) {
    return new Attributes(
        wanted.owner().filter(name -> !is(name, there.owner(), there.uid())),
        wanted.group().filter(name -> !is(name, there.group(), there.gid())),
        wanted
            .mode()
            .map(mode -> mode.applyTo(there.mode(), there.isDirectory(), UMASK))
            .filter(bits -> bits != there.mode())
            .map(FileMode::of),
        wanted.accessed().filter(time -> !near(time, there.accessed())),
        wanted.modified().filter(time -> !near(time, there.modified())));
  }

  private static boolean is(String wanted, String name, long number) {
    return wanted.equals(name) || wanted.equals(Long.toString(number));
  }

  /// Hosts tell times in seconds at least.
  private static boolean near(Instant one, Instant other) {
    return one.getEpochSecond() == other.getEpochSecond();
  }

  /// Those of what is there that are going to be others, for the diff.
  public static Attributes now(FileStat there, Attributes missing) {
    return new Attributes(
        missing.owner().map(owner -> there.owner()),
        missing.group().map(group -> there.group()),
        missing.mode().map(mode -> FileMode.of(there.mode())),
        missing.accessed().map(time -> there.accessed()),
        missing.modified().map(time -> there.modified()));
  }

  /// What is asked for, a phrase: "owner www-data, mode 0640".
  public static String phrase(Attributes attributes) {
    StringBuilder text = new StringBuilder();
    attributes.owner().ifPresent(owner -> add(text, "owner " + owner));
    attributes.group().ifPresent(group -> add(text, "group " + group));
    attributes.mode().ifPresent(mode -> add(text, "mode " + mode));
    attributes.accessed().ifPresent(time -> add(text, "access time " + time));
    attributes.modified().ifPresent(time -> add(text, "modification time " + time));
    return text.toString();
  }

  private static void add(StringBuilder text, String part) {
    text.append(text.isEmpty() ? "" : ", ").append(part);
  }
}
