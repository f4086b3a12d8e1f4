package dev.runner.template.web;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Fetches pages by the JDK's HTTP client, which is only loaded where it is used.
final class DirectWeb {
  private DirectWeb() {}

  static Web.Reply get(Web.Page page, Map<String, String> environment)
      throws IOException, InterruptedException {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(page.timeout())
            .followRedirects(
                page.follow() ? HttpClient.Redirect.NORMAL : HttpClient.Redirect.NEVER);
    if (page.proxied()) {
      builder.proxy(new EnvironmentProxies(environment));
    }
    if (!page.verify()) {
      builder.sslContext(trusting());
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(page.uri()).timeout(page.timeout());
    page.headers().forEach(request::header);
    try (HttpClient client = builder.build()) {
      HttpResponse<byte[]> reply =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Web.Reply(reply.statusCode(), "", reply.body());
    }
  }

  /// The user said `validate_certs=false`.
  private static SSLContext trusting() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustsAll()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static final class TrustsAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
