package io.simpleflow.local.store;

import io.simpleflow.engine.json.HistoryJson;
import io.simpleflow.history.HistoryEvent;
import java.util.ArrayList;
import java.util.List;

/** Changes in a domain whose events are JSON, ready to be written. */
record EncodedChanges(String domain, Changes changes, List<Event> events) {

  static EncodedChanges of(String domain, Changes changes) {
    List<Event> encoded = new ArrayList<>();
    for (Changes.NewEvents added : changes.events()) {
      for (HistoryEvent event : added.events()) {
        encoded.add(new Event(added.key(), event.id(), HistoryJson.encodeEvent(event)));
      }
    }
    return new EncodedChanges(domain, changes, encoded);
  }

  /** A row of the events' table. */
  record Event(long key, long id, String json) {}
}
