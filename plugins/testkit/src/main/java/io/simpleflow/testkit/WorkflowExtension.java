package io.simpleflow.testkit;

import io.simpleflow.engine.Simpleflow;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.TaskCatalog;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test that asks for one a {@link WorkflowEnvironment} in memory, and closes it after
 * the test:
 *
 * <pre>{@code
 * @ExtendWith(WorkflowExtension.class)
 * class BasicWorkflowTest {
 *   @Test
 *   void addsOneAndDoubles(WorkflowEnvironment workflows) throws Exception {
 *     assertThat(workflows.run(BasicWorkflow.class, Integer.class, 1)).isEqualTo(4);
 *   }
 * }
 * }</pre>
 */
public final class WorkflowExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(WorkflowExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == WorkflowEnvironment.class;
  }

  /** What the store holds is closed with the test's context; tasks are looked for once. */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    TaskCatalog tasks =
        test.getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                TaskCatalog.class, type -> Simpleflow.builder().findTasks(), TaskCatalog.class);
    return test.getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            WorkflowEnvironment.class,
            type -> WorkflowEnvironment.inMemory(RunOptions.standard(), tasks),
            WorkflowEnvironment.class);
  }
}
