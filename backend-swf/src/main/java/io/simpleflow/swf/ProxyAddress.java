package io.simpleflow.swf;

import io.simpleflow.ConfigurationException;
import io.simpleflow.spi.Setting;
import io.simpleflow.spi.Settings;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * The way to the service, where a proxy is named as for every AWS tool.
 *
 * @param direct whether no proxy may be used, not even one of Java's own settings
 * @param proxy the proxy's URL, with its host and port, and a name and a password if it wants them
 */
record ProxyAddress(boolean direct, Optional<URI> proxy) {
  static final List<Setting> SETTINGS =
      List.of(
          new Setting(
              "https-proxy",
              "HTTPS_PROXY",
              "default-https-proxy",
              "the proxy to an https service, such as http://proxy.example:3128"),
          new Setting(
              "default-https-proxy", "https_proxy", "none", "the same if 'https-proxy' is not set"),
          new Setting("http-proxy", "HTTP_PROXY", "default-http-proxy", "that to an http service"),
          new Setting(
              "default-http-proxy", "http_proxy", "none", "the same if 'http-proxy' is not set"),
          new Setting(
              "no-proxy",
              "NO_PROXY",
              "default-no-proxy",
              "hosts and domains that are reached without a proxy, separated by commas"),
          new Setting("default-no-proxy", "no_proxy", "none", "the same if 'no-proxy' is not set"));

  /**
   * The way to a service.
   *
   * @throws ConfigurationException if the proxy is not named by a URL
   */
  static ProxyAddress to(URI endpoint, Settings settings) {
    String scheme = endpoint.getScheme();
    Optional<String> given = either(settings, scheme + "-proxy");
    if (given.isEmpty()) {
      return new ProxyAddress(false, Optional.empty());
    } else if (SwfLocation.isLoopback(endpoint)
        || either(settings, "no-proxy").filter(list -> isListed(endpoint, list)).isPresent()) {
      return new ProxyAddress(true, Optional.empty());
    }
    return new ProxyAddress(false, Optional.of(url(given.get(), scheme)));
  }

  private static Optional<String> either(Settings settings, String key) {
    return settings.get(key).or(() -> settings.get("default-" + key));
  }

  /**
   * Whether the host, or a domain that it is in, is in a list such as {@code a.example,.b.example}.
   */
  private static boolean isListed(URI endpoint, String list) {
    String host = endpoint.getHost().toLowerCase(Locale.ROOT);
    for (String entry : list.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
      String name = entry.replaceFirst(":\\d+$", "").replaceFirst("^\\*?\\.", "");
      boolean isPort = !entry.matches(".*:\\d+") || entry.endsWith(":" + port(endpoint));
      if (entry.equals("*")
          || (isPort && !name.isEmpty() && (host.equals(name) || host.endsWith("." + name)))) {
        return true;
      }
    }
    return false;
  }

  private static int port(URI endpoint) {
    if (endpoint.getPort() >= 0) {
      return endpoint.getPort();
    }
    return endpoint.getScheme().equals("https") ? 443 : 80;
  }

  private static URI url(String given, String scheme) {
    try {
      URI url = new URI(given.contains("://") ? given : "http://" + given);
      if ("http".equals(url.getScheme()) && url.getHost() != null) {
        return url;
      }
      throw notAProxy(given, scheme, null);
    } catch (URISyntaxException e) {
      throw notAProxy(given, scheme, e);
    }
  }

  private static ConfigurationException notAProxy(
      String given, String scheme, @Nullable Throwable cause) {
    return new ConfigurationException(
        "the proxy '%s' in %s_PROXY is not a URL such as http://proxy.example:3128"
            .formatted(given.replaceFirst("//[^/@]*@", "//…@"), scheme.toUpperCase(Locale.ROOT)),
        cause);
  }

  /** The proxy for people, without its password. */
  Optional<String> text() {
    return proxy.map(url -> "%s:%d".formatted(url.getHost(), port(url)));
  }

  /** Lets a client go this way. */
  HttpClientBuilder apply(HttpClientBuilder client) {
    if (direct) {
      return client;
    } else if (proxy.isPresent()) {
      return client.setProxy(host(proxy.get()));
    }
    return client.setProxySelector(ProxySelector.getDefault());
  }

  /** What a request is made with: it tells the proxy at once who asks. */
  HttpClientContext context() {
    HttpClientContext context = HttpClientContext.create();
    String login = proxy.map(URI::getUserInfo).orElse("");
    if (!login.isEmpty()) {
      String[] parts = login.split(":", 2);
      BasicScheme scheme = new BasicScheme();
      scheme.initPreemptive(
          new UsernamePasswordCredentials(
              parts[0], parts.length < 2 ? new char[0] : parts[1].toCharArray()));
      context.resetAuthExchange(host(proxy.orElseThrow()), scheme);
    }
    return context;
  }

  private static HttpHost host(URI url) {
    return new HttpHost(url.getHost().replaceAll("[\\[\\]]", ""), port(url));
  }
}
