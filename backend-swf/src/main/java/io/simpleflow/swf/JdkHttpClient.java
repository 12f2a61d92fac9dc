package io.simpleflow.swf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The JDK's HTTP client for the AWS SDK. A long poll ends, and its connection is closed, as soon as
 * its thread is interrupted; any number of polls may wait at once. Answers are read whole, so that
 * nothing keeps a connection. Thread-safe.
 */
final class JdkHttpClient implements SdkHttpClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int MOST_THREADS = 8;

  /** What the JDK's client sets itself, to the same values. */
  private static final Set<String> SET_BY_THE_JDK =
      Set.of("host", "content-length", "connection", "expect", "upgrade");

  private final ExecutorService threads = threads();
  private final HttpClient client;
  private final Optional<String> proxyAuthorization;
  private final Set<Exchange> waiting = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  JdkHttpClient(ProxyAddress way) {
    proxyAuthorization = way.authorization();
    client =
        way.apply(HttpClient.newBuilder())
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .executor(threads)
            .build();
  }

  /** A few threads are enough: they only hand over what a selector has read. */
  private static ExecutorService threads() {
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            MOST_THREADS,
            MOST_THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            body -> {
              Thread thread = new Thread(body, "swf-http-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  @Override
  public String clientName() {
    return "jdk";
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
    // Its other thread ends with it: from Java 21 on it can be closed, before it is collected.
    if (client instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException("the HTTP client does not close", e);
      }
    }
    threads.shutdown();
  }

  /** One request and its answer. */
  private final class Exchange implements ExecutableHttpRequest {
    private final HttpExecuteRequest request;
    private @Nullable CompletableFuture<HttpResponse<byte[]>> answer;
    private boolean aborted;

    Exchange(HttpExecuteRequest request) {
      this.request = request;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
      CompletableFuture<HttpResponse<byte[]>> sent =
          client.sendAsync(jdkRequest(), BodyHandlers.ofByteArray());
      waiting.add(this);
      begin(sent);
      try {
        return sdkResponse(sent.get());
      } catch (InterruptedException e) {
        sent.cancel(true);
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException("interrupted");
        interrupted.initCause(e);
        throw interrupted;
      } catch (CancellationException e) {
        throw new IOException("the request was cut short", e);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException failure
            ? failure
            : new IOException(String.valueOf(e.getCause()), e.getCause());
      } finally {
        waiting.remove(this);
      }
    }

    private synchronized void begin(CompletableFuture<HttpResponse<byte[]>> sent) {
      answer = sent;
      if (aborted || closed) {
        sent.cancel(true);
      }
    }

    @Override
    public synchronized void abort() {
      aborted = true;
      if (answer != null) {
        answer.cancel(true);
      }
    }

    private HttpRequest jdkRequest() throws IOException {
      SdkHttpRequest head = request.httpRequest();
      HttpRequest.Builder builder =
          HttpRequest.newBuilder(head.getUri()).method(head.method().name(), body());
      head.forEachHeader(
          (name, values) -> {
            if (!SET_BY_THE_JDK.contains(name.toLowerCase(Locale.ROOT))) {
              values.forEach(value -> builder.header(name, value));
            }
          });
      proxyAuthorization.ifPresent(login -> builder.header("Proxy-Authorization", login));
      return builder.build();
    }

    private BodyPublisher body() throws IOException {
      Optional<ContentStreamProvider> content = request.contentStreamProvider();
      if (content.isEmpty()) {
        return BodyPublishers.noBody();
      }
      try (InputStream stream = content.get().newStream()) {
        return BodyPublishers.ofByteArray(stream.readAllBytes());
      }
    }
  }

  private static HttpExecuteResponse sdkResponse(HttpResponse<byte[]> answer) {
    // The JDK gives none for what a proxy answers instead of the service.
    byte[] body = answer.body() == null ? new byte[0] : answer.body();
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpResponse.builder()
                .statusCode(answer.statusCode())
                .headers(answer.headers().map())
                .build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }
}
