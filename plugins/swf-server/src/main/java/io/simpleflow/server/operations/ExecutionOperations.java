package io.simpleflow.server.operations;

import com.fasterxml.jackson.core.JsonGenerator;
import io.simpleflow.ExecutionAlreadyStartedException;
import io.simpleflow.ExecutionId;
import io.simpleflow.ExecutionNotFoundException;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.engine.json.EpochSeconds;
import io.simpleflow.engine.json.HistoryJson;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.ExecutionConfiguration;
import io.simpleflow.history.ExecutionDescription;
import io.simpleflow.history.OpenCounts;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.local.service.ServiceFault;
import io.simpleflow.local.service.WorkflowService;
import io.simpleflow.server.operations.TypeKind.NameAndVersion;
import io.simpleflow.server.protocol.Fault;
import io.simpleflow.server.protocol.FaultType;
import io.simpleflow.server.protocol.Input;
import io.simpleflow.server.protocol.PageToken;
import io.simpleflow.spi.StartRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Starting, describing, signalling, cancelling and terminating executions; their histories. */
final class ExecutionOperations {
  private final DomainLookup lookup;

  ExecutionOperations(DomainLookup lookup) {
    this.lookup = lookup;
  }

  void addTo(OperationTable table) {
    table.add("StartWorkflowExecution", this::start);
    table.add("DescribeWorkflowExecution", this::describe);
    table.add("GetWorkflowExecutionHistory", this::history);
    table.add(
        "SignalWorkflowExecution",
        call ->
            toOpen(
                call,
                (service, id) ->
                    service.signal(
                        id, call.input().text("signalName"), call.input().nullable("input"))));
    table.add(
        "RequestCancelWorkflowExecution", call -> toOpen(call, WorkflowService::requestCancel));
    table.add(
        "TerminateWorkflowExecution",
        call ->
            toOpen(
                call,
                (service, id) ->
                    service.terminate(
                        id,
                        call.input().nullable("reason"),
                        call.input().nullable("details"),
                        call.input().optional("childPolicy").map(ChildPolicy::valueOf))));
  }

  private Answer start(Call call) {
    Input input = call.input();
    NameAndVersion type = NameAndVersion.of(input.structure("workflowType"));
    WorkflowService service = lookup.serviceForNew(call.domain());
    StartRequest request =
        new StartRequest(
            input.text("workflowId"),
            new WorkflowType(type.name(), type.version()),
            input.nullable("input"),
            input.optionalStructure("taskList").map(list -> list.text("name")),
            input.optional("taskPriority"),
            input.optional("executionStartToCloseTimeout"),
            input.optional("taskStartToCloseTimeout"),
            input.optional("childPolicy").map(ChildPolicy::valueOf),
            input.texts("tagList"),
            input.optional("lambdaRole"));
    try {
      String runId = service.start(request).runId();
      return out -> {
        out.writeStartObject();
        out.writeStringField("runId", runId);
        out.writeEndObject();
      };
    } catch (ExecutionAlreadyStartedException e) {
      throw new Fault(FaultType.WORKFLOW_EXECUTION_ALREADY_STARTED, "Already Started", e);
    } catch (TaskNotFoundException e) {
      throw TypeKind.WORKFLOW.unknown(type);
    } catch (ServiceFault e) {
      throw e.kind() == ServiceFault.Kind.TYPE_DEPRECATED
          ? ServiceFaults.of(e, TypeKind.WORKFLOW.describe(type))
          : e;
    }
  }

  private Answer toOpen(Call call, BiConsumer<WorkflowService, ExecutionId> action) {
    WorkflowService service = lookup.service(call.domain());
    String workflowId = call.input().text("workflowId");
    Optional<String> runId = call.input().optional("runId").filter(id -> !id.isEmpty());
    ExecutionId id =
        runId
            .map(run -> new ExecutionId(workflowId, run))
            .or(() -> service.open(workflowId))
            .orElseThrow(() -> unknownOpen(workflowId));
    try {
      action.accept(service, id);
      return Answer.NONE;
    } catch (ExecutionNotFoundException e) {
      throw runId.isPresent() ? unknown(id) : unknownOpen(workflowId);
    }
  }

  private static Fault unknownOpen(String workflowId) {
    return Fault.unknown("Unknown execution, workflowId = " + workflowId);
  }

  static Fault unknown(ExecutionId id) {
    return Fault.unknown(
        "Unknown execution: WorkflowExecution=[workflowId=%s, runId=%s]"
            .formatted(id.workflowId(), id.runId()));
  }

  private static ExecutionId execution(Call call) {
    Input execution = call.input().structure("execution");
    return new ExecutionId(execution.text("workflowId"), execution.text("runId"));
  }

  private Answer describe(Call call) {
    ExecutionId id = execution(call);
    ExecutionDescription description;
    try {
      description = lookup.service(call.domain()).histories().describe(id);
    } catch (ExecutionNotFoundException e) {
      throw unknown(id);
    }
    return out -> {
      out.writeStartObject();
      configuration(out, description.configuration());
      out.writeFieldName("executionInfo");
      VisibilityOperations.info(out, description.info());
      if (description.latestActivityTaskTimestamp().isPresent()) {
        out.writeFieldName("latestActivityTaskTimestamp");
        EpochSeconds.write(out, description.latestActivityTaskTimestamp().get());
      }
      Answer.text(out, "latestExecutionContext", description.latestExecutionContext());
      openCounts(out, description.openCounts());
      out.writeEndObject();
    };
  }

  private static void configuration(JsonGenerator out, ExecutionConfiguration configuration)
      throws IOException {
    out.writeObjectFieldStart("executionConfiguration");
    out.writeStringField("childPolicy", configuration.childPolicy().name());
    out.writeStringField(
        "executionStartToCloseTimeout", configuration.executionStartToCloseTimeout());
    Answer.text(out, "lambdaRole", configuration.lambdaRole());
    Answer.taskList(out, "taskList", Optional.of(configuration.taskList()));
    Answer.text(out, "taskPriority", configuration.taskPriority());
    out.writeStringField("taskStartToCloseTimeout", configuration.taskStartToCloseTimeout());
    out.writeEndObject();
  }

  private static void openCounts(JsonGenerator out, OpenCounts counts) throws IOException {
    out.writeObjectFieldStart("openCounts");
    out.writeNumberField("openActivityTasks", counts.openActivityTasks());
    out.writeNumberField("openChildWorkflowExecutions", counts.openChildWorkflowExecutions());
    // SWF counts at most one, even if a second is scheduled while the first is started.
    out.writeNumberField("openDecisionTasks", Math.min(1, counts.openDecisionTasks()));
    out.writeNumberField("openLambdaFunctions", counts.openLambdaFunctions());
    out.writeNumberField("openTimers", counts.openTimers());
    out.writeEndObject();
  }

  private Answer history(Call call) {
    ExecutionId id = execution(call);
    WorkflowService service = lookup.service(call.domain());
    String listing =
        String.join(
            "\n",
            call.operation(),
            call.domain(),
            id.workflowId(),
            id.runId(),
            Boolean.toString(call.isReversed()));
    EventPages pages = EventPages.whole(id, call.isReversed());
    EventPages.Page page;
    try {
      long from =
          call.pageToken()
              .map(token -> Long.parseLong(PageToken.position(listing, token)))
              .orElseGet(pages::start);
      page = pages.read(service, from, call.pageSize());
    } catch (ExecutionNotFoundException e) {
      throw unknown(id);
    }
    Optional<String> next = page.next().map(from -> PageToken.of(listing, from.toString()));
    return out -> {
      out.writeStartObject();
      out.writeFieldName("events");
      HistoryJson.writeEvents(page.events(), out);
      Answer.text(out, "nextPageToken", next);
      out.writeEndObject();
    };
  }
}
