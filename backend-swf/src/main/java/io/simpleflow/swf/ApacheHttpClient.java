package io.simpleflow.swf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Apache's HTTP client for the AWS SDK. Who asks reads the answer, too, which takes half as long as
 * to get it from a selector's thread. A long poll ends, and its connection is closed, as soon as
 * its thread is interrupted; any number of polls may wait at once. Answers are read whole, so that
 * nothing keeps a connection. Thread-safe.
 */
final class ApacheHttpClient implements SdkHttpClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** What Apache's client sets itself, to the same values. */
  private static final Set<String> SET_BY_APACHE =
      Set.of("host", "content-length", "connection", "expect", "upgrade");

  private final ProxyAddress way;
  private final CloseableHttpClient client;
  private final Set<Exchange> waiting = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  ApacheHttpClient(ProxyAddress way) {
    this.way = way;
    this.client =
        way.apply(HttpClients.custom())
            .setConnectionManager(connections())
            .setDefaultRequestConfig(
                RequestConfig.custom().setConnectionRequestTimeout(Timeout.DISABLED).build())
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableDefaultUserAgent()
            .disableRedirectHandling()
            .build();
  }

  /** As many as are wanted, and patient: the SDK ends what takes too long. */
  private static HttpClientConnectionManager connections() {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setTlsSocketStrategy(DefaultClientTlsStrategy.createSystemDefault())
        .setMaxConnTotal(Integer.MAX_VALUE)
        .setMaxConnPerRoute(Integer.MAX_VALUE)
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(CONNECT))
                .setSocketTimeout(Timeout.DISABLED)
                .build())
        .build();
  }

  @Override
  public String clientName() {
    return "apache5";
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new Exchange(request);
  }

  /** Cuts what still waits for an answer. */
  @Override
  public void close() {
    closed = true;
    waiting.forEach(Exchange::abort);
    client.close(CloseMode.IMMEDIATE);
  }

  /** One request and its answer. It is a channel, for those the JVM closes at an interrupt. */
  private final class Exchange extends AbstractInterruptibleChannel
      implements ExecutableHttpRequest {
    private final HttpExecuteRequest asked;
    private final HttpUriRequestBase sent;

    Exchange(HttpExecuteRequest asked) {
      SdkHttpRequest head = asked.httpRequest();
      this.asked = asked;
      this.sent = new HttpUriRequestBase(head.method().name(), head.getUri());
      head.forEachHeader(
          (name, values) -> {
            if (!SET_BY_APACHE.contains(name.toLowerCase(Locale.ROOT))) {
              values.forEach(value -> sent.addHeader(name, value));
            }
          });
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
      if (asked.contentStreamProvider().isPresent()) {
        try (InputStream body = asked.contentStreamProvider().get().newStream()) {
          sent.setEntity(new ByteArrayEntity(body.readAllBytes(), null));
        }
      }
      waiting.add(this);
      if (closed) {
        abort();
      }
      try {
        return answer();
      } catch (ClosedByInterruptException e) {
        InterruptedIOException interrupted = new InterruptedIOException("interrupted");
        interrupted.initCause(e);
        throw interrupted;
      } catch (IOException e) {
        // What Apache throws then looks like an interrupt.
        throw sent.isAborted() ? new IOException("the request was cut short", e) : e;
      } finally {
        waiting.remove(this);
      }
    }

    private HttpExecuteResponse answer() throws IOException {
      boolean answered = false;
      begin();
      try {
        HttpExecuteResponse answer =
            client.execute(sent, way.context(), ApacheHttpClient::sdkResponse);
        answered = true;
        return answer;
      } finally {
        end(answered);
      }
    }

    @Override
    protected void implCloseChannel() {
      abort();
    }

    @Override
    public void abort() {
      sent.abort();
    }
  }

  private static HttpExecuteResponse sdkResponse(ClassicHttpResponse answer) throws IOException {
    SdkHttpResponse.Builder head = SdkHttpResponse.builder().statusCode(answer.getCode());
    for (Header header : answer.getHeaders()) {
      head.appendHeader(header.getName(), header.getValue());
    }
    HttpEntity entity = answer.getEntity();
    byte[] body = entity == null ? new byte[0] : EntityUtils.toByteArray(entity);
    return HttpExecuteResponse.builder()
        .response(head.build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }
}
