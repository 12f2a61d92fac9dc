package io.simpleflow.benchmarks;

import io.simpleflow.engine.json.HistoryJson;
import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.history.HistoryEvent;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Writes and reads events and values; an operation is one of them. */
@State(Scope.Benchmark)
public class JsonBenchmark {
  private static final Order ORDER =
      new Order("order-17", 3, List.of("bread", "butter", "jam"), 12.5);

  private final JsonDataConverter converter = new JsonDataConverter();
  private final String orderJson = converter.toJson(ORDER);
  private List<HistoryEvent> events = List.of();
  private String json = "";

  /** A value as an activity may take. */
  public record Order(String id, int priority, List<String> goods, double price) {}

  /** Runs the execution whose history is read. */
  @Setup
  public void makeHistory() throws InterruptedException, TimeoutException, IOException {
    events = Histories.sequence();
    json = Replay.toJson(events);
  }

  /** Events from text. */
  @Benchmark
  @OperationsPerInvocation(Histories.EVENTS)
  public List<HistoryEvent> readEvents() throws IOException {
    return HistoryJson.readHistory(new StringReader(json));
  }

  /** Events to text. */
  @Benchmark
  @OperationsPerInvocation(Histories.EVENTS)
  public String writeEvents() throws IOException {
    return Replay.toJson(events);
  }

  /** A value from text. */
  @Benchmark
  public @Nullable Object readValue() {
    return converter.fromJson(orderJson, Order.class);
  }

  /** A value to text. */
  @Benchmark
  public String writeValue() {
    return converter.toJson(ORDER);
  }
}
