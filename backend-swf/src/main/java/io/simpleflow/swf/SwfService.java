package io.simpleflow.swf;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Calls one domain of the service. Faults come out as exceptions of the API with one line on what
 * to do. Thread-safe.
 */
final class SwfService implements AutoCloseable {
  /** SWF answers a poll after 60 seconds at the latest. */
  private static final Duration LONG_POLL = Duration.ofSeconds(60);

  private static final Duration POLL_ATTEMPT = Duration.ofSeconds(75);
  private static final Duration SHORTEST_POLL = Duration.ofSeconds(1);
  private static final Duration CALL_ATTEMPT = Duration.ofSeconds(10);
  private static final Duration CALL = Duration.ofSeconds(60);

  /** With pauses up to 0.1, 0.2, 0.4… seconds, at most 5: about 30 seconds. */
  private static final int ATTEMPTS = 16;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration FIRST_PAUSE_WHEN_THROTTLED = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final SwfLocation location;
  private final SwfFaults faults;
  private final ScheduledExecutorService timeouts;
  private final ApacheHttpClient http;
  private final PollThreads pollThreads = new PollThreads();
  private final SwfClient polls;
  private final SwfClient calls;

  /** Why the call that a thread is making was not done at its latest attempt. */
  private final Map<Thread, Throwable> lastFailures = new ConcurrentHashMap<>();

  /** Whether the service has ever answered: only then is it worth waiting until it is back. */
  private volatile boolean reached;

  SwfService(SwfLocation location) {
    this.location = location;
    this.faults = new SwfFaults(location);
    this.timeouts = timeouts();
    this.http = new ApacheHttpClient(location.way());
    // An answer to a poll that gets lost is a task that gets lost: to repeat it does not help.
    this.polls = client(DefaultRetryStrategy.doNotRetry(), POLL_ATTEMPT, POLL_ATTEMPT);
    this.calls = client(patient(), CALL_ATTEMPT, CALL);
  }

  private static ScheduledExecutorService timeouts() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            body -> {
              Thread thread = new Thread(body, "swf-timeouts");
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  private RetryStrategy patient() {
    return DefaultRetryStrategy.standardStrategyBuilder()
        .useClientDefaults(false)
        .circuitBreakerEnabled(false)
        .maxAttempts(ATTEMPTS)
        .backoffStrategy(BackoffStrategy.exponentialDelay(FIRST_PAUSE, LONGEST_PAUSE))
        .throttlingBackoffStrategy(
            BackoffStrategy.exponentialDelay(FIRST_PAUSE_WHEN_THROTTLED, LONGEST_PAUSE))
        .treatAsThrottling(SwfFaults::isThrottling)
        .retryOnException(
            failure -> {
              lastFailures.put(Thread.currentThread(), failure);
              return SwfFaults.mayPass(failure) && (reached || !SwfFaults.isUnreachable(failure));
            })
        .build();
  }

  private SwfClient client(RetryStrategy retries, Duration attempt, Duration call) {
    return SwfClient.builder()
        .region(location.region())
        .endpointOverride(location.endpoint())
        .credentialsProvider(location.credentials())
        .httpClient(http)
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .retryStrategy(retries)
                .apiCallAttemptTimeout(attempt)
                .apiCallTimeout(call)
                .scheduledExecutorService(timeouts)
                .build())
        .build();
  }

  String domain() {
    return location.domain();
  }

  SwfFaults faults() {
    return faults;
  }

  /**
   * Calls an operation, again and again for about half a minute if it fails for a reason that may
   * pass. So it may be done twice if its first answer was lost.
   *
   * @param operation SWF's name of the operation
   * @throws io.simpleflow.ServiceException if it fails otherwise than {@code call} handles
   */
  <T> T call(String operation, Function<SwfClient, T> call) {
    // A task that was interrupted is still to be answered.
    boolean interrupted = Thread.interrupted();
    try {
      T answer = call.apply(calls);
      reached = true;
      return answer;
    } catch (ApiCallTimeoutException late) {
      // Time may have passed with pauses: what they were for says more.
      Throwable last = lastFailures.get(Thread.currentThread());
      throw faults.of(operation, last instanceof SdkException why ? why : late);
    } catch (SdkException | IllegalStateException failure) {
      throw faults.of(operation, failure);
    } finally {
      lastFailures.remove(Thread.currentThread());
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A poll with the settings that limit its time. */
  interface Poll<T> {
    T send(SwfClient client, AwsRequestOverrideConfiguration settings);
  }

  /**
   * Polls once. SWF decides itself how long a poll waits, 60 seconds. A shorter wait is kept by
   * closing the connection; a task that is handed out at that very moment is lost until its timeout
   * strikes, so that short waits are for tests and single tasks.
   *
   * <p>An interrupt closes the connection too, but a little later if a task may be on its way. If
   * one comes, this returns it, and the thread is still interrupted.
   *
   * @return the answer, or empty after a wait that is shorter than SWF's
   * @throws io.simpleflow.ServiceException if it fails
   */
  <T> Optional<T> poll(String operation, Duration wait, Poll<T> poll) throws InterruptedException {
    boolean isShort = wait.compareTo(LONG_POLL) < 0;
    AwsRequestOverrideConfiguration.Builder settings = AwsRequestOverrideConfiguration.builder();
    if (isShort) {
      settings.apiCallAttemptTimeout(wait.compareTo(SHORTEST_POLL) < 0 ? SHORTEST_POLL : wait);
    }
    try {
      T answer = pollThreads.poll(() -> poll.send(polls, settings.build()));
      reached = true;
      return Optional.of(answer);
    } catch (SdkException | IllegalStateException failure) {
      if (isShort && failure instanceof ApiCallAttemptTimeoutException) {
        return Optional.empty();
      }
      throw faults.of(operation, failure);
    }
  }

  /** Does what belongs to a task that a poll has brought: an interrupt does not cut it. */
  <T> T finish(Callable<T> rest) {
    return pollThreads.finish(rest);
  }

  @Override
  public void close() {
    polls.close();
    calls.close();
    http.close();
    pollThreads.close();
    timeouts.shutdownNow();
    if (location.credentials() instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
  }
}
