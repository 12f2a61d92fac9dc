package io.simpleflow.swf;

import io.simpleflow.swf.ScriptedServer.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Pages of a history of markers, as SWF serves them. */
final class ServedHistory {
  private final long length;

  ServedHistory(long length) {
    this.length = length;
  }

  static String event(long id) {
    return """
        {"eventId":%d,"eventTimestamp":1.497371587073E9,"eventType":"MarkerRecorded",
         "markerRecordedEventAttributes":{"markerName":"m","decisionTaskCompletedEventId":1}}"""
        .formatted(id);
  }

  static String events(long first, long last) {
    List<String> events = new ArrayList<>();
    for (long id = first; id <= last; id++) {
      events.add(event(id));
    }
    return String.join(",", events);
  }

  /** Answers GetWorkflowExecutionHistory. */
  Reply page(JsonNode request) {
    int size =
        request.field("maximumPageSize").map(n -> Integer.parseInt(n.asNumber())).orElse(1_000);
    long begin = request.field("nextPageToken").map(t -> Long.parseLong(t.asString())).orElse(0L);
    boolean newestFirst = request.field("reverseOrder").map(JsonNode::asBoolean).orElse(false);
    long end = Math.min(length, begin + size);
    List<Long> ids = new ArrayList<>();
    for (long i = begin; i < end; i++) {
      ids.add(newestFirst ? length - i : i + 1);
    }
    return Reply.json(
        "{\"events\":[%s]%s}"
            .formatted(
                ids.stream().map(ServedHistory::event).collect(Collectors.joining(",")),
                end < length ? ",\"nextPageToken\":\"" + end + "\"" : ""));
  }
}
