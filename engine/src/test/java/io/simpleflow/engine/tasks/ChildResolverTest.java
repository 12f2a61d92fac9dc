package io.simpleflow.engine.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.simpleflow.ChildTask;
import io.simpleflow.FailureDecision;
import io.simpleflow.Func;
import io.simpleflow.GenericType;
import io.simpleflow.RetryPolicy;
import io.simpleflow.Task;
import io.simpleflow.TaskFailure;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.History;
import io.simpleflow.spi.SubmittedChild;
import io.simpleflow.spi.WorkflowDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChildResolverTest {
  abstract static class Base<T> extends Workflow {
    public T run(T one) {
      return one;
    }

    @Override
    protected boolean shouldCancel(History history) {
      return history.events().isEmpty();
    }
  }

  @WorkflowType(
      name = "child.full",
      version = "2",
      taskList = "children",
      childPolicy = ChildPolicy.REQUEST_CANCEL,
      lambdaRole = "arn:aws:iam::1:role/lambda",
      retry = 2,
      idempotent = true,
      propagateSignalsToParent = false,
      continueAsNewAfterEvents = 5000)
  static class Full extends Base<String> {
    @Override
    protected WorkflowOptions options(
        List<@Nullable Object> arguments, Map<String, @Nullable Object> keywordArguments) {
      return WorkflowOptions.none()
          .withTagList(List.of("tag-" + arguments.get(0)))
          .withTaskList("of " + keywordArguments.get("who"));
    }

    @Override
    protected FailureDecision onTaskFailure(TaskFailure failure) {
      return FailureDecision.abort();
    }
  }

  /** Named after its class; everything at its default. */
  static class Plain extends Workflow {
    public void run() {}

    public void other() {}

    Func.V0 own() {
      return this::run;
    }
  }

  static final class Heir extends Full {}

  static final class Broken extends Workflow {
    Broken() throws IOException {
      throw new IOException("no disk");
    }

    public void run() {}

    @Override
    protected WorkflowOptions options(
        List<@Nullable Object> arguments, Map<String, @Nullable Object> keywordArguments) {
      return WorkflowOptions.none();
    }
  }

  private final ClassPathTasks catalog = Tasks.scan(getClass().getClassLoader());

  private SubmittedChild resolve(Func run) {
    return catalog.resolve(ChildTask.of(run));
  }

  private static io.simpleflow.history.WorkflowType type(SubmittedChild child) {
    return child.type();
  }

  @Test
  void tracesAReferenceToTheWorkflowThatItNamesEvenIfRunIsInherited() {
    Func.F2<Full, String, String> full = Full::run;
    Func.F2<Heir, String, String> heir = Heir::run;
    Func.V1<Plain> plain = Plain::run;

    assertThat(type(resolve(full)))
        .isEqualTo(new io.simpleflow.history.WorkflowType("child.full", "2"));
    assertThat(resolve(full).resultType()).isEqualTo(String.class);
    String nested = getClass().getName() + ".";
    assertThat(type(resolve(heir)).name()).isEqualTo(nested + "Heir");
    assertThat(type(resolve(plain)).name()).isEqualTo(nested + "Plain");
    assertThat(resolve(plain).resultType()).isEqualTo(Void.class);
    assertThat(type(resolve(new Plain().own())).name()).isEqualTo(nested + "Plain");
  }

  @Test
  void takesClassesAndNamesWhetherTheCodeIsHereOrNot() {
    SubmittedChild byClass = catalog.resolve(ChildTask.of(Full.class, "x"));
    SubmittedChild here = catalog.resolve(ChildTask.named("child.full", "2", String.class, "x"));
    SubmittedChild elsewhere =
        catalog.resolve(ChildTask.named("python", "1", new GenericType<List<Integer>>() {}, 1));

    assertThat(byClass.type().name()).isEqualTo("child.full");
    assertThat(byClass.idempotent()).isTrue();
    assertThat(here.definition()).contains(byClass.definition().orElseThrow());
    assertThat(here.resultType()).isEqualTo(String.class);
    assertThat(elsewhere.definition()).isEmpty();
    assertThat(elsewhere.idempotent()).isFalse();
    assertThat(elsewhere.options(List.of(), Map.of())).isEqualTo(WorkflowOptions.none());
    assertThat(elsewhere.resultType().getTypeName()).isEqualTo("java.util.List<java.lang.Integer>");
  }

  @Test
  void readsEveryMemberOfTheAnnotation() {
    WorkflowDefinition full = catalog.workflow("child.full");
    WorkflowDefinition plain = catalog.workflow(Plain.class.getName());

    assertThat(full.defaults().taskList()).contains("children");
    assertThat(full.defaults().childPolicy()).contains(ChildPolicy.REQUEST_CANCEL);
    assertThat(full.defaults().lambdaRole()).contains("arn:aws:iam::1:role/lambda");
    assertThat(full.idempotent()).isTrue();
    assertThat(full.propagatesSignalsToParent()).isFalse();
    assertThat(full.continueAsNewAfterEvents()).hasValue(5000);
    assertThat(plain.defaults().childPolicy()).contains(ChildPolicy.TERMINATE);
    assertThat(plain.defaults().lambdaRole()).isEmpty();
    assertThat(plain.idempotent()).isFalse();
    assertThat(plain.propagatesSignalsToParent()).isTrue();
    assertThat(plain.continueAsNewAfterEvents()).isEmpty();
    assertThat(plain.options(List.of(), Map.of()).retry()).contains(RetryPolicy.never());
  }

  @Test
  void laysTheSubmitsOptionsOverTheCodesOverTheAnnotations() {
    SubmittedChild child =
        catalog.resolve(
            ChildTask.of(Full.class, "x").with(WorkflowOptions.none().withTaskList("now")));
    WorkflowOptions options = child.options(List.of(7), Map.of("who", "me"));

    assertThat(options.taskList()).contains("now");
    assertThat(options.tagList()).contains(List.of("tag-7"));
    assertThat(options.retry()).contains(RetryPolicy.immediately(2));
    assertThat(catalog.workflow("child.full").options(List.of(7), Map.of("who", "me")).taskList())
        .contains("of me");
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> child.options(List.of(), Map.of()));
    assertThatExceptionOfType(io.simpleflow.SimpleflowException.class)
        .isThrownBy(() -> catalog.workflow(Broken.class.getName()).options(List.of(), Map.of()))
        .withMessageContaining("Broken: java.io.IOException: no disk");
  }

  @Test
  void knowsWhatIsOverriddenInTheClassOrOneAboveIt() {
    WorkflowDefinition heir = catalog.workflow(Heir.class.getName());
    WorkflowDefinition plain = catalog.workflow(Plain.class.getName());

    assertThat(heir.looksAtHistory()).isTrue();
    assertThat(heir.handlesTaskFailures()).isTrue();
    assertThat(heir.options(List.of(1), Map.of()).tagList()).contains(List.of("tag-1"));
    assertThat(plain.looksAtHistory()).isFalse();
    assertThat(plain.handlesTaskFailures()).isFalse();
  }

  @Test
  void refusesWhatIsNoRunSayingWhatIsExpected() {
    Func.V1<Plain> other = Plain::other;
    Func.V1<Plain> lambda = plain -> plain.run();
    Func.F1<String, Integer> length = String::length;
    Func.V0 bound = new Plain()::run;

    assertRefused(other, "ChildResolverTest.Plain::other is not the run of a workflow");
    assertRefused(other, "a reference to its run, such as Shipping::run");
    assertRefused(lambda, "not by a lambda");
    assertRefused(lambda, "in io.simpleflow.engine.tasks.ChildResolverTest");
    assertRefused(length, "java.lang.String::length is not the run of a workflow");
    assertThatExceptionOfType(TaskNotFoundException.class)
        .isThrownBy(() -> catalog.resolve(Task.of(bound)))
        .withMessageContaining(
            "Plain.run is not an activity but a workflow: to run it as a child, submit Plain::run");
  }

  private void assertRefused(Func function, String message) {
    assertThatExceptionOfType(TaskNotFoundException.class)
        .isThrownBy(() -> resolve(function))
        .withMessageContaining(message);
  }
}
