package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
  private static StandardOutput after(OutputStream there) {
    StandardOutput output = new StandardOutput(there);
    PrintWriter writer = new PrintWriter(output, true, StandardCharsets.UTF_8);
    writer.println("one");
    writer.println("two");
    return output;
  }

  private static OutputStream refusing(String why) {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        throw new IOException(why);
      }
    };
  }

  @Test
  void whatIsWrittenArrives() {
    ByteArrayOutputStream there = new ByteArrayOutputStream();
    assertEquals(Optional.empty(), after(there).trouble());
    assertEquals("one\ntwo\n", there.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aFullDiskIsTold() throws IOException {
    try (OutputStream full = new FileOutputStream("/dev/full")) {
      assertEquals(Optional.of("No space left on device"), after(full).trouble());
    }
  }

  @Test
  void aReaderThatHasGoneIsNoTrouble() {
    assertEquals(Optional.empty(), after(refusing("Broken pipe")).trouble());
    assertEquals(Optional.empty(), after(refusing("Bad file descriptor")).trouble());
    assertEquals(
        Optional.of("Input/output error"), after(refusing("Input/output error")).trouble());
  }
}
