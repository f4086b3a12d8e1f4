package dev.runner.execute.host;

import dev.runner.module.Step;
import dev.runner.transport.Connection;
import dev.runner.values.Text;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Listens to a program and types what is to be answered. A pattern is looked for in what was said
/// since the last one was found; of several, the one found first in the text counts.
final class Conversation extends InputStream implements Connection.Sink {
  /// A question isn't longer than that.
  private static final int WINDOW = 16 << 10;

  private static final byte[] END = new byte[0];

  private final List<Part> parts = new ArrayList<>();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final BlockingQueue<byte[]> typed = new LinkedBlockingQueue<>();
  private byte[] current = new byte[0];
  private int at;
  private boolean over;
  private Optional<String> exhausted = Optional.empty();

  private static final class Part {
    private final Pattern pattern;
    private final List<Text> answers;
    private final boolean repeats;
    private int next;

    Part(Step.Exchange exchange) {
      this.pattern = Pattern.compile(exchange.pattern());
      this.answers = exchange.answers();
      this.repeats = exchange.repeats();
    }

    boolean exhausted() {
      return !repeats && next >= answers.size();
    }

    /// The last one is repeated.
    byte[] answer() {
      if (answers.isEmpty()) {
        return END;
      }
      Text answer = answers.get(Math.min(next, answers.size() - 1));
      next++;
      return (answer.value() + "\n").getBytes(StandardCharsets.UTF_8);
    }
  }

  /// @throws java.util.regex.PatternSyntaxException if a pattern isn't one
  Conversation(List<Step.Exchange> exchanges) {
    exchanges.forEach(each -> parts.add(new Part(each)));
  }

  @Override
  public synchronized void accept(byte[] buffer, int offset, int length) {
    said.write(buffer, offset, length);
    while (answered()) {
      // Another question may have come with the first one.
    }
    if (said.size() > 2 * WINDOW) {
      byte[] all = said.toByteArray();
      said.reset();
      said.write(all, all.length - WINDOW, WINDOW);
    }
  }

  private boolean answered() {
    String text = said.toString(StandardCharsets.UTF_8);
    Part first = null;
    int start = text.length() + 1;
    int end = 0;
    for (Part part : parts) {
      Matcher matcher = part.pattern.matcher(text);
      if (matcher.find() && matcher.start() < start && matcher.end() > 0) {
        first = part;
        start = matcher.start();
        end = matcher.end();
      }
    }
    if (first == null) {
      return false;
    }
    said.reset();
    said.writeBytes(text.substring(end).getBytes(StandardCharsets.UTF_8));
    if (first.exhausted()) {
      exhausted = Optional.of(first.pattern.pattern());
      close();
      return false;
    }
    byte[] answer = first.answer();
    if (answer.length > 0) {
      typed.add(answer);
    }
    return true;
  }

  /// The pattern of a question for which there was no answer left.
  synchronized Optional<String> exhausted() {
    return exhausted;
  }

  /// What was said since the last answer: mostly a question that there is no answer to.
  synchronized String unanswered() {
    return said.toString(StandardCharsets.UTF_8).strip();
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /// Waits until there is something to type.
  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (over) {
      return -1;
    }
    if (at == current.length) {
      try {
        current = typed.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        current = END;
      }
      at = 0;
      if (current.length == 0) {
        over = true;
        return -1;
      }
    }
    int n = Math.min(length, current.length - at);
    System.arraycopy(current, at, buffer, offset, n);
    at += n;
    return n;
  }

  /// Nothing more is typed.
  @Override
  public void close() {
    typed.add(END);
  }
}
