package io.simpleflow.server.operations;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.local.service.WorkflowService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A part of a history, in pages.
 *
 * @param first the id of its first event
 * @param last the id of its last event; {@link Long#MAX_VALUE} for the end of the history
 * @param reversed whether it is read from the last to the first
 */
record EventPages(ExecutionId execution, long first, long last, boolean reversed) {
  /**
   * Events in the order of reading.
   *
   * @param next the id of the next page's first event, or empty if there is none
   */
  record Page(List<HistoryEvent> events, Optional<Long> next) {
    private static Page of(List<HistoryEvent> eventsAndOneMore, int size) {
      return eventsAndOneMore.size() <= size
          ? new Page(eventsAndOneMore, Optional.empty())
          : new Page(
              eventsAndOneMore.subList(0, size), Optional.of(eventsAndOneMore.get(size).id()));
    }
  }

  /** The whole history. */
  static EventPages whole(ExecutionId execution, boolean reversed) {
    return new EventPages(execution, 1, Long.MAX_VALUE, reversed);
  }

  /** The id of the event where the first page begins. */
  long start() {
    return reversed ? last : first;
  }

  /**
   * Reads a page.
   *
   * @param from the id of its first event
   * @param size how many events at most
   */
  Page read(WorkflowService service, long from, int size) {
    int limit = (int) Math.min(size, reversed ? from - first : last - from) + 1;
    return Page.of(
        reversed
            ? service.histories().eventsBefore(execution, following(from), limit)
            : service.histories().events(execution, from - 1, limit),
        size);
  }

  private static long following(long id) {
    return id == Long.MAX_VALUE ? id : id + 1;
  }

  /** Cuts the first page out of events that are at hand: all of this part, in order. */
  Page cut(List<HistoryEvent> events, int size) {
    if (!reversed) {
      return Page.of(events, size);
    }
    List<HistoryEvent> backwards = new ArrayList<>(events);
    Collections.reverse(backwards);
    return Page.of(backwards, size);
  }
}
