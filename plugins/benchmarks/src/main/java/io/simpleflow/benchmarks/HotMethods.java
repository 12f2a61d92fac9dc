package io.simpleflow.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * What a recording of the JDK's flight recorder says, in short: which methods were busy, on behalf
 * of which of ours, who allocated, and where threads waited for a lock. Not thread-safe.
 */
final class HotMethods {
  private static final int SHOWN = 20;

  /** Threads that look for tasks, before what is measured begins. */
  private static final String SEARCHING = "simpleflow-scan";

  private final Counts busy = new Counts("busy: the method at the top");
  private final Counts ours = new Counts("busy: the method of Simpleflow nearest to the top");
  private final Counts threads = new Counts("busy: the thread");
  private final Counts allocating = new Counts("allocated bytes: by the method of Simpleflow");
  private final Counts allocated = new Counts("allocated bytes: by the class");
  private final Counts blocked = new Counts("nanoseconds blocked by a lock held: by the method");

  /** Sums by name. */
  private record Counts(String title, Map<String, Long> sums) {
    Counts(String title) {
      this(title, new HashMap<>());
    }

    void add(String name, long amount) {
      sums.merge(name, amount, Long::sum);
    }

    String text() {
      long total = sums.values().stream().mapToLong(Long::longValue).sum();
      return sums.entrySet().stream()
          .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
          .limit(SHOWN)
          .map(
              entry ->
                  String.format(
                      Locale.ROOT,
                      "  %5.1f %%  %s%n",
                      100.0 * entry.getValue() / total,
                      entry.getKey()))
          .collect(Collectors.joining("", "%n%s (%,d in all)%n".formatted(title, total), ""));
    }
  }

  /** Reads a recording. */
  static String of(Path recording) throws IOException {
    HotMethods hot = new HotMethods();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        hot.add(file.readEvent());
      }
    }
    return List.of(hot.busy, hot.ours, hot.threads, hot.allocating, hot.allocated, hot.blocked)
        .stream()
        .map(Counts::text)
        .collect(Collectors.joining());
  }

  private void add(RecordedEvent event) {
    String name = event.getEventType().getName();
    if (thread(event).startsWith(SEARCHING)) {
      return;
    }
    if (name.equals("jdk.ExecutionSample") || name.equals("jdk.NativeMethodSample")) {
      busy.add(frame(event, frames -> frames.stream().findFirst()).replaceFirst(":.*", ""), 1);
      ours.add(own(event), 1);
      threads.add(thread(event).replaceAll("[0-9]+", "N"), 1);
    } else if (name.equals("jdk.ObjectAllocationSample")) {
      long weight = event.getLong("weight");
      allocating.add(own(event), weight);
      allocated.add(event.getClass("objectClass").getName(), weight);
    } else if (name.equals("jdk.JavaMonitorEnter")) {
      blocked.add(own(event), event.getDuration().toNanos());
    }
  }

  private static String thread(RecordedEvent event) {
    RecordedThread thread =
        event.hasField("sampledThread") ? event.getThread("sampledThread") : event.getThread();
    return thread == null || thread.getJavaName() == null ? "" : thread.getJavaName();
  }

  private static String own(RecordedEvent event) {
    return frame(
        event,
        frames ->
            frames.stream()
                .filter(frame -> frame.getMethod().getType().getName().startsWith("io.simpleflow."))
                .findFirst());
  }

  private static String frame(
      RecordedEvent event, Function<List<RecordedFrame>, Optional<RecordedFrame>> choice) {
    RecordedStackTrace stack = event.getStackTrace();
    return Optional.ofNullable(stack)
        .flatMap(found -> choice.apply(found.getFrames()))
        .map(
            frame ->
                "%s.%s:%d"
                    .formatted(
                        frame.getMethod().getType().getName(),
                        frame.getMethod().getName(),
                        frame.getLineNumber()))
        .orElse("(none)");
  }
}
