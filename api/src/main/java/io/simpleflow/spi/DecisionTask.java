package io.simpleflow.spi;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.WorkflowType;
import java.util.List;

/**
 * A decision to be made.
 *
 * @param taskToken what to answer it with
 * @param execution the execution it is for
 * @param workflowType the execution's type
 * @param startedEventId the id of its DecisionTaskStarted event, the last of {@code events}
 * @param previousStartedEventId the same of the last decision task that was completed; 0 for none
 * @param events the history from {@code previousStartedEventId} (inclusive; from the start if that
 *     is 0) to {@code startedEventId}; what came before is read from the {@link HistorySource} when
 *     it is needed
 */
public record DecisionTask(
    String taskToken,
    ExecutionId execution,
    WorkflowType workflowType,
    long startedEventId,
    long previousStartedEventId,
    List<HistoryEvent> events)
    implements ServiceTask {}
