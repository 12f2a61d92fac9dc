package io.simpleflow.local.store;

import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.local.store.Listing.Order;
import io.simpleflow.local.store.Listing.Position;
import io.simpleflow.spi.ExecutionFilter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A query for executions, as SQL. Used by one thread. */
final class ExecutionQuery {
  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();
  private String rest = "";

  private ExecutionQuery(String domain, ExecutionFilter filter) {
    where("domain = (SELECT id FROM domain WHERE name = ?)", domain);
    filter
        .status()
        .ifPresent(
            status ->
                conditions.add(
                    status == ExecutionStatus.OPEN ? "closed IS NULL" : "closed IS NOT NULL"));
    filter.workflowId().ifPresent(id -> where("workflow_id = ?", id));
    filter.typeName().ifPresent(name -> where("type_name = ?", name));
    filter.typeVersion().ifPresent(version -> where("type_version = ?", version));
    filter
        .tag()
        .ifPresent(tag -> where("key IN (SELECT execution FROM execution_tag WHERE tag = ?)", tag));
    filter.closeStatus().ifPresent(status -> where("close_status = ?", status.name()));
    filter.startedSince().ifPresent(since -> where("started >= ?", ceiling(since)));
    filter.startedUntil().ifPresent(until -> where("started <= ?", until.toEpochMilli()));
    filter.closedSince().ifPresent(since -> where("closed >= ?", ceiling(since)));
    filter.closedUntil().ifPresent(until -> where("closed <= ?", until.toEpochMilli()));
  }

  /** Lists executions. */
  static ExecutionQuery of(String domain, Listing listing) {
    ExecutionQuery query = new ExecutionQuery(domain, listing.filter());
    String time = listing.order() == Order.STARTED ? "started" : "closed";
    if (listing.order() == Order.CLOSED) {
      query.conditions.add("closed IS NOT NULL");
    }
    if (listing.after().isPresent()) {
      Position after = listing.after().get();
      query.conditions.add(
          "(%s, key) %s (?, ?)".formatted(time, listing.oldestFirst() ? ">" : "<"));
      query.values.add(after.time().toEpochMilli());
      query.values.add(after.key());
    }
    query.rest =
        listing.oldestFirst()
            ? " ORDER BY %s, key LIMIT ?".formatted(time)
            : " ORDER BY %s DESC, key DESC LIMIT ?".formatted(time);
    query.values.add(listing.filter().limit());
    return query;
  }

  /** Picks executions to be counted. */
  static ExecutionQuery of(String domain, ExecutionFilter filter) {
    ExecutionQuery query = new ExecutionQuery(domain, filter);
    query.rest = " LIMIT ?";
    query.values.add(filter.limit());
    return query;
  }

  private void where(String condition, Object value) {
    conditions.add(condition);
    values.add(value);
  }

  private static long ceiling(Instant time) {
    long floor = time.toEpochMilli();
    return Instant.ofEpochMilli(floor).equals(time) ? floor : floor + 1;
  }

  /** Prepares the query, to be closed by the caller. */
  PreparedStatement prepare(Connection connection, String select) throws SQLException {
    return filled(connection, select + where());
  }

  /** Prepares a query for how many there are, to be closed by the caller. */
  PreparedStatement prepareCount(Connection connection) throws SQLException {
    return filled(
        connection, "SELECT count(*) FROM (SELECT 1 FROM execution%s)".formatted(where()));
  }

  private String where() {
    return " WHERE " + String.join(" AND ", conditions) + rest;
  }

  private PreparedStatement filled(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
    return statement;
  }
}
