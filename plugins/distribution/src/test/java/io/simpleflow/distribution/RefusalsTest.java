package io.simpleflow.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.distribution.CommandLine.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be done over HTTP is said in a line, as whoever typed it understands it. */
@Timeout(60)
class RefusalsTest extends ServerTest {
  private static final int LONGEST_LINE = 250;

  /** Runs a command that is refused, and returns what it says. */
  private String refusal(int code, String... command) {
    Result result = commands.run(command);
    assertThat(result.code()).as(result.err()).isEqualTo(code);
    assertThat(result.err()).startsWith("simpleflow: ").hasLineCount(1);
    assertThat(result.err()).hasSizeLessThan(LONGEST_LINE);
    return result.err();
  }

  private void start(String workflowId) {
    assertThat(commands.run("start", "basic", "-i", "1", "--workflow-id", workflowId).code())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "standalone"})
  void startsNothingInADomainThatIsNotThereNorRegistersIt(String command) throws Exception {
    assertThat(refusal(1, command, "basic", "-i", "1", "--domain", "Mistyped"))
        .contains("there is no domain 'Mistyped'", "'decider start'", "'server --domain'");
    String domains =
        new String(server.ask("ListDomains", "{\"registrationStatus\": \"REGISTERED\"}"), UTF_8);
    assertThat(domains).contains(domain).doesNotContain("Mistyped");
  }

  @Test
  void namesTheLengthOfAnInputThatIsTooLongAndTheLimit() {
    String input = "[\"%s\"]".formatted("x".repeat(40_000));
    start("open");
    assertThat(refusal(2, "start", "later", "-i", input))
        .contains("input of 40,", "at most 32,768");
    assertThat(refusal(2, "signal", "open", "--name", "n", "-i", input))
        .contains("signal input of 40,004 characters", "at most 32,768");
    assertThat(refusal(2, "terminate", "open", "--reason", "x".repeat(257)))
        .contains("reason of 257 characters", "at most 256");
  }

  @Test
  void saysThatAnExecutionIsClosed() {
    start("closed");
    assertThat(commands.run("terminate", "closed").code()).isZero();
    assertThat(refusal(1, "terminate", "closed")).contains("no open execution", "'closed'");
    assertThat(refusal(1, "cancel", "closed")).contains("no open execution", "'closed'");
    assertThat(refusal(1, "signal", "closed", "-n", "s")).contains("no open execution");
  }

  @Test
  void saysWhichNameIsEmpty() {
    assertThat(refusal(2, "start", "basic", "-i", "1", "--task-list", ""))
        .contains("--task-list is empty");
    assertThat(refusal(2, "start", "basic", "-i", "1", "--workflow-id", ""))
        .contains("--workflow-id is empty");
    assertThat(refusal(2, "decider", "start", "-t", "")).contains("--task-list is empty");
    start("open");
    assertThat(refusal(2, "signal", "open", "--name", "")).contains("--name is empty");
  }

  @Test
  void quotesLittleOfWhatTheServiceRefuses() {
    assertThat(refusal(2, "start", "basic", "-i", "1", "--workflow-id", "a:" + "b".repeat(100)))
        .contains("a:bbb");
    start("open");
    assertThat(refusal(2, "activity", "complete", "garbage", "-r", "1"))
        .contains("'garbage' is no task token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "nonsense!", "W10="})
  void saysWhatTheTaskThatItIsGivenShouldBe(String pollData) {
    assertThat(refusal(2, "worker", "start", "--poll-data", pollData))
        .contains("--poll-data must be what PollForActivityTask answered, as JSON, in Base64")
        .doesNotContain("PolledTask");
  }
}
