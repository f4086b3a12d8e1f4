package dev.runner.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The proxy that brings about broken connections.
class CuttingProxyTest {
  private ServerSocket echo;
  private CuttingProxy proxy;
  private Socket client;

  @BeforeEach
  void connect() throws IOException {
    echo = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::repeatWhatIsSaid);
    proxy = CuttingProxy.before(echo.getLocalPort());
    client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    client.setSoTimeout(500);
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
    proxy.close();
    echo.close();
  }

  @Test
  void passesBytesOn() throws IOException {
    assertEquals("abc", say("abc"));
    assertEquals(6, proxy.passed());
  }

  @Test
  void cutsAtAByte() throws IOException {
    say("abc");
    proxy.cutAfter(4);
    client.getOutputStream().write("defg".getBytes());
    assertThrows(SocketException.class, () -> client.getInputStream().readNBytes(1));
    assertEquals(10, proxy.passed());
  }

  @Test
  void stallsAndResumes() throws IOException {
    proxy.stallAfter(2);
    client.getOutputStream().write("hi".getBytes());
    assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
    proxy.resume();
    assertEquals("hi", new String(client.getInputStream().readNBytes(2)));
  }

  private String say(String text) throws IOException {
    client.getOutputStream().write(text.getBytes());
    return new String(client.getInputStream().readNBytes(text.length()));
  }

  private void repeatWhatIsSaid() {
    try (Socket heard = echo.accept()) {
      heard.getInputStream().transferTo(heard.getOutputStream());
    } catch (IOException e) {
      // The test is over.
    }
  }
}
