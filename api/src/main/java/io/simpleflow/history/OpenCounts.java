package io.simpleflow.history;

/**
 * How much of an execution is under way.
 *
 * @param openActivityTasks activities scheduled or started
 * @param openDecisionTasks decision tasks scheduled or started; at most 2
 * @param openTimers timers that have neither fired nor been canceled
 * @param openChildWorkflowExecutions children initiated or started
 * @param openLambdaFunctions Lambda functions scheduled or started
 */
public record OpenCounts(
    int openActivityTasks,
    int openDecisionTasks,
    int openTimers,
    int openChildWorkflowExecutions,
    int openLambdaFunctions) {}
