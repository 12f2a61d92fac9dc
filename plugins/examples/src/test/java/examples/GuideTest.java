package examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Workflow;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.testkit.WorkflowEnvironment;
import io.simpleflow.testkit.WorkflowExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That the examples print what the guide says. */
@ExtendWith(WorkflowExtension.class)
class GuideTest {
  /** A row of its table: name, input, and output; in the output … is any text. */
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `simpleflow start --local (\\S+) <<< '?(.*?)'?` \\| [^|]* \\| `([^|]*)`[^|]*\\|$",
          Pattern.MULTILINE);

  /** Their activities take their time, half a minute in all. */
  private static final Set<String> SLOW = Set.of("longrunning", "cancellation");

  static Stream<Arguments> rows() throws IOException {
    return ROW.matcher(Files.readString(Path.of("README.md")))
        .results()
        .filter(row -> !SLOW.contains(row.group(1)))
        .map(GuideTest::arguments);
  }

  private static Arguments arguments(MatchResult row) {
    return Arguments.of(row.group(1), row.group(2), row.group(3));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void printsWhatTheGuideSays(
      String name, String input, String output, WorkflowEnvironment workflows) throws Exception {
    Class<? extends Workflow> workflow =
        Class.forName(workflows.simpleflow().tasks().workflow(name).implementation())
            .asSubclass(Workflow.class);
    PrintStream standard = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      assertThat(workflows.await(workflows.startWithInput(workflow, input)).status())
          .isEqualTo(CloseStatus.COMPLETED);
    } finally {
      System.setOut(standard);
    }
    assertThat(printed.toString(UTF_8).strip())
        .matches(
            Arrays.stream(output.split("…", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
  }
}
