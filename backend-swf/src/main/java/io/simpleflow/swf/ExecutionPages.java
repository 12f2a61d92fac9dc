package io.simpleflow.swf;

import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.spi.ExecutionFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.swf.model.CloseStatusFilter;
import software.amazon.awssdk.services.swf.model.ExecutionTimeFilter;
import software.amazon.awssdk.services.swf.model.ListClosedWorkflowExecutionsRequest;
import software.amazon.awssdk.services.swf.model.ListClosedWorkflowExecutionsResponse;
import software.amazon.awssdk.services.swf.model.ListOpenWorkflowExecutionsRequest;
import software.amazon.awssdk.services.swf.model.ListOpenWorkflowExecutionsResponse;
import software.amazon.awssdk.services.swf.model.TagFilter;
import software.amazon.awssdk.services.swf.model.WorkflowExecutionFilter;
import software.amazon.awssdk.services.swf.model.WorkflowExecutionInfo;
import software.amazon.awssdk.services.swf.model.WorkflowTypeFilter;

/**
 * Executions as SWF lists them, those started last first, each page read when it is needed. SWF
 * takes one filter beside the time: there may be executions among them that are not wanted. Not
 * thread-safe.
 */
abstract class ExecutionPages implements Iterator<ExecutionInfo> {
  /** SWF's largest page. */
  private static final int PAGE = 1_000;

  private Iterator<WorkflowExecutionInfo> page = Collections.emptyIterator();
  private @Nullable String token;
  private boolean begun;

  /** One page of a listing. */
  record Page(List<WorkflowExecutionInfo> executions, @Nullable String nextToken) {}

  abstract Page read(@Nullable String pageToken);

  /** The executions among which those of the filter are. */
  static Iterator<ExecutionInfo> of(SwfService service, ExecutionFilter filter) {
    boolean onlyClosed =
        filter.status().equals(Optional.of(ExecutionStatus.CLOSED))
            || filter.closeStatus().isPresent()
            || isByClose(filter);
    boolean onlyOpen = filter.status().equals(Optional.of(ExecutionStatus.OPEN));
    if (onlyClosed && onlyOpen) {
      return Collections.emptyIterator();
    } else if (onlyClosed) {
      return isListedByClose(filter) ? sorted(closed(service, filter)) : closed(service, filter);
    }
    return onlyOpen
        ? open(service, filter)
        : new Merged(open(service, filter), closed(service, filter));
  }

  private static boolean isByClose(ExecutionFilter filter) {
    return filter.closedSince().isPresent() || filter.closedUntil().isPresent();
  }

  /** SWF takes a time of start or a time of close, and lists in the order of that. */
  private static boolean isListedByClose(ExecutionFilter filter) {
    return isByClose(filter) && filter.startedSince().isEmpty();
  }

  private static Iterator<ExecutionInfo> sorted(Iterator<ExecutionInfo> executions) {
    List<ExecutionInfo> all = new ArrayList<>();
    executions.forEachRemaining(all::add);
    all.sort(Comparator.comparing(ExecutionInfo::startTimestamp).reversed());
    return all.iterator();
  }

  private static ExecutionPages open(SwfService service, ExecutionFilter filter) {
    ListOpenWorkflowExecutionsRequest.Builder request =
        ListOpenWorkflowExecutionsRequest.builder()
            .domain(service.domain())
            .startTimeFilter(time(filter.startedSince(), filter.startedUntil()))
            .maximumPageSize(size(filter));
    if (filter.workflowId().isPresent()) {
      request.executionFilter(byId(filter.workflowId().get()));
    } else if (filter.typeName().isPresent()) {
      request.typeFilter(byType(filter.typeName().get(), filter));
    } else if (filter.tag().isPresent()) {
      request.tagFilter(byTag(filter.tag().get()));
    }
    return new ExecutionPages() {
      @Override
      Page read(@Nullable String pageToken) {
        ListOpenWorkflowExecutionsResponse page =
            service.call(
                "ListOpenWorkflowExecutions",
                swf -> swf.listOpenWorkflowExecutions(request.nextPageToken(pageToken).build()));
        return new Page(page.executionInfos(), page.nextPageToken());
      }
    };
  }

  private static ExecutionPages closed(SwfService service, ExecutionFilter filter) {
    ListClosedWorkflowExecutionsRequest.Builder request =
        ListClosedWorkflowExecutionsRequest.builder()
            .domain(service.domain())
            .maximumPageSize(size(filter));
    if (isListedByClose(filter)) {
      request.closeTimeFilter(time(filter.closedSince(), filter.closedUntil()));
    } else {
      request.startTimeFilter(time(filter.startedSince(), filter.startedUntil()));
    }
    if (filter.workflowId().isPresent()) {
      request.executionFilter(byId(filter.workflowId().get()));
    } else if (filter.typeName().isPresent()) {
      request.typeFilter(byType(filter.typeName().get(), filter));
    } else if (filter.tag().isPresent()) {
      request.tagFilter(byTag(filter.tag().get()));
    } else if (filter.closeStatus().isPresent()) {
      request.closeStatusFilter(
          CloseStatusFilter.builder().status(filter.closeStatus().get().name()).build());
    }
    return new ExecutionPages() {
      @Override
      Page read(@Nullable String pageToken) {
        ListClosedWorkflowExecutionsResponse page =
            service.call(
                "ListClosedWorkflowExecutions",
                swf -> swf.listClosedWorkflowExecutions(request.nextPageToken(pageToken).build()));
        return new Page(page.executionInfos(), page.nextPageToken());
      }
    };
  }

  /** No more than are wanted, if SWF leaves out all that are not. */
  private static int size(ExecutionFilter filter) {
    long narrowing =
        List.of(
                filter.workflowId().isPresent(),
                filter.typeName().isPresent(),
                filter.tag().isPresent(),
                filter.closeStatus().isPresent())
            .stream()
            .filter(Boolean::booleanValue)
            .count();
    boolean isExact =
        narrowing <= 1
            && !isByClose(filter)
            && (filter.typeVersion().isEmpty() || filter.typeName().isPresent());
    return isExact ? Math.min(PAGE, Math.max(1, filter.limit())) : PAGE;
  }

  private static ExecutionTimeFilter time(Optional<Instant> since, Optional<Instant> until) {
    return ExecutionTimeFilter.builder()
        .oldestDate(since.orElse(Instant.EPOCH))
        .latestDate(until.orElse(null))
        .build();
  }

  private static WorkflowExecutionFilter byId(String workflowId) {
    return WorkflowExecutionFilter.builder().workflowId(workflowId).build();
  }

  private static WorkflowTypeFilter byType(String name, ExecutionFilter filter) {
    return WorkflowTypeFilter.builder()
        .name(name)
        .version(filter.typeVersion().orElse(null))
        .build();
  }

  private static TagFilter byTag(String tag) {
    return TagFilter.builder().tag(tag).build();
  }

  @Override
  public boolean hasNext() {
    while (!page.hasNext() && !(begun && token == null)) {
      Page read = read(token);
      begun = true;
      page = read.executions().iterator();
      token = read.nextToken();
    }
    return page.hasNext();
  }

  @Override
  public ExecutionInfo next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return Records.info(page.next());
  }

  /** Two listings as one, in the order of both. */
  private static final class Merged implements Iterator<ExecutionInfo> {
    private final Iterator<ExecutionInfo> first;
    private final Iterator<ExecutionInfo> second;
    private @Nullable ExecutionInfo nextOfFirst;
    private @Nullable ExecutionInfo nextOfSecond;

    Merged(Iterator<ExecutionInfo> first, Iterator<ExecutionInfo> second) {
      this.first = first;
      this.second = second;
    }

    @Override
    public boolean hasNext() {
      return nextOfFirst != null || nextOfSecond != null || first.hasNext() || second.hasNext();
    }

    @Override
    public ExecutionInfo next() {
      if (nextOfFirst == null && first.hasNext()) {
        nextOfFirst = first.next();
      }
      if (nextOfSecond == null && second.hasNext()) {
        nextOfSecond = second.next();
      }
      ExecutionInfo one = nextOfFirst;
      ExecutionInfo other = nextOfSecond;
      if (one != null
          && (other == null || !one.startTimestamp().isBefore(other.startTimestamp()))) {
        nextOfFirst = null;
        return one;
      } else if (other != null) {
        nextOfSecond = null;
        return other;
      }
      throw new NoSuchElementException();
    }
  }
}
