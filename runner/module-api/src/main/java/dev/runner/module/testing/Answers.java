package dev.runner.module.testing;

import dev.runner.module.Command;
import dev.runner.module.HttpReply;
import dev.runner.module.Output;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// What commands and servers answer on a fake host, in order; the last answer is repeated.
final class Answers {
  private record Scripted(Predicate<Command> which, Deque<Output> outputs) {}

  private final List<Scripted> commands = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final Map<String, Deque<HttpReply>> replies = new LinkedHashMap<>();

  void script(String name, Predicate<Command> which, List<Output> outputs) {
    if (outputs.isEmpty()) {
      throw new IllegalArgumentException("say what '" + name + "' puts out");
    }
    commands.addFirst(new Scripted(which, new ArrayDeque<>(outputs)));
    names.add(name);
  }

  void script(String url, List<HttpReply> all) {
    replies.put(url, new ArrayDeque<>(all));
  }

  Optional<Output> to(Command command) {
    return commands.stream()
        .filter(scripted -> scripted.which().test(command))
        .findFirst()
        .map(scripted -> next(scripted.outputs()));
  }

  Optional<HttpReply> to(String url) {
    return Optional.ofNullable(replies.get(url)).map(Answers::next);
  }

  /// The commands that were scripted, for the message about one that wasn't.
  List<String> commands() {
    return List.copyOf(names);
  }

  private static <T> T next(Deque<T> queue) {
    return queue.size() > 1 ? queue.removeFirst() : queue.getFirst();
  }
}
