package io.simpleflow.cli;

import io.simpleflow.ConfigurationException;
import io.simpleflow.SerializationException;
import io.simpleflow.SimpleflowException;
import io.simpleflow.TaskArgumentException;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import io.simpleflow.spi.WorkflowDefinition;
import java.util.Map;
import java.util.Optional;

/**
 * The workflow that someone wants to start.
 *
 * @param type its name and version
 * @param code its code, unless that is elsewhere
 */
record WorkflowChoice(WorkflowType type, Optional<WorkflowDefinition> code) {
  /**
   * The workflow of this name whose code is here.
   *
   * @param text a name, a name and version, or a class
   * @throws UsageException if the text fits several
   */
  static WorkflowDefinition here(TaskCatalog tasks, String text) {
    try {
      return tasks.workflow(text);
    } catch (ConfigurationException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * As {@link #here}, or where others may run it: a type that the service knows, named with its
   * version, whose code is in another place or another language.
   */
  static WorkflowChoice anywhere(Session session, Simpleflow simpleflow, String text) {
    try {
      WorkflowDefinition definition = here(simpleflow.tasks(), text);
      return new WorkflowChoice(definition.type(), Optional.of(definition));
    } catch (TaskNotFoundException notHere) {
      if (!session.isShared()) {
        throw notHere;
      }
      int colon = text.lastIndexOf(':');
      if (colon < 1) {
        throw new TaskNotFoundException(
            notHere.getMessage() + "; one that runs elsewhere is named as name:version", notHere);
      }
      WorkflowType type = new WorkflowType(text.substring(0, colon), text.substring(colon + 1));
      if (simpleflow.backend().registry().find(type).isEmpty()) {
        throw new TaskNotFoundException(
            "%s, nor does domain '%s' know it"
                .formatted(notHere.getMessage(), simpleflow.backend().domain()),
            notHere);
      }
      return new WorkflowChoice(type, Optional.empty());
    }
  }

  Optional<WorkflowTypeDefaults> defaults() {
    return code.map(WorkflowDefinition::defaults);
  }

  /**
   * Returns what its code says of an execution with these arguments: nothing if that is elsewhere.
   *
   * @throws UsageException if they do not fit the workflow, or its code fails over them
   */
  WorkflowOptions options(TaskInput arguments) {
    if (code.isEmpty()) {
      return WorkflowOptions.none();
    }
    check(code.get(), arguments.toJson());
    DataConverter plain = new JsonDataConverter();
    try {
      return code.get().options(arguments.plainArgs(plain), arguments.plainKwargs(plain));
    } catch (SimpleflowException known) {
      throw known;
    } catch (RuntimeException thrown) {
      throw new UsageException(
          "workflow %s (%s) cannot say how to start it with this input: its options() threw %s"
              .formatted(type.name(), code.get().implementation(), thrown),
          thrown);
    }
  }

  private static void check(WorkflowDefinition workflow, String json) {
    try {
      workflow.checkInput(json);
    } catch (TaskArgumentException | SerializationException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Returns the input to start it with, marked with the workflow's class as the original does.
   *
   * @throws UsageException if it does not fit the workflow
   */
  String input(Simpleflow simpleflow, TaskInput arguments) {
    if (code.isEmpty()) {
      return arguments.toJson();
    }
    Map<String, String> extra = Map.of("class", code.get().implementation());
    String json = arguments.withOther("__extra", simpleflow.converter().toJson(extra)).toJson();
    check(code.get(), json);
    return json;
  }
}
