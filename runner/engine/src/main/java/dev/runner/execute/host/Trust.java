package dev.runner.execute.host;

import dev.runner.module.Content;
import dev.runner.module.RemotePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Who may vouch for a server.
///
/// @param authorities their certificates; absent: nobody needs to
record Trust(Optional<KeyStore> authorities) {
  /// No certificate is checked.
  static final Trust NONE = new Trust(Optional.empty());

  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN (?:TRUSTED )?CERTIFICATE-----.*?-----END[^\n]*", Pattern.DOTALL);

  /// Those whose certificates stand in a text.
  ///
  /// @param file that was named for it, for messages
  static Trust of(Content pem, Optional<RemotePath> file) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      Matcher each = CERTIFICATE.matcher(pem.lenientText());
      while (each.find()) {
        byte[] one = each.group().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        store.setCertificateEntry(
            "authority" + store.size(), factory.generateCertificate(new ByteArrayInputStream(one)));
      }
      return new Trust(Optional.of(store));
    } catch (GeneralSecurityException | IOException e) {
      throw new dev.runner.module.ProbeException(
          "the certificates of %s can't be read: %s"
              .formatted(
                  file.map(RemotePath::text).orElse("the host's authorities"), e.getMessage()));
    }
  }

  /// TLS over a socket, begun.
  Socket secured(Socket below, URI url) throws IOException {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, checking(), null);
      SSLSocket socket =
          (SSLSocket)
              tls.getSocketFactory()
                  .createSocket(below, HttpByUs.host(url), HttpByUs.port(url), true);
      if (authorities.isPresent()) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
      }
      socket.startHandshake();
      return socket;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS isn't to be had: " + e.getMessage(), e);
    }
  }

  private TrustManager[] checking() throws GeneralSecurityException, IOException {
    if (authorities.isEmpty()) {
      return new TrustManager[] {new Anybody()};
    }
    if (authorities.get().size() == 0) {
      throw new IOException(
          "the host has no certificates of authorities, so nobody vouches for it");
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities.get());
    return factory.getTrustManagers();
  }

  /// Takes any certificate, since the request says so.
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
