package io.simpleflow.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The run whose classes the launcher keeps. */
class TrainingTest {
  @TempDir private Path home;

  @Test
  void loadsWhatCommandsOnSwfNeedAndThenRunsTheCommandItIsGiven() throws Exception {
    Files.createDirectories(home.resolve("plugins"));
    Path log = home.resolve("classes.log");
    JavaCommand java =
        new JavaCommand(
            Training.class.getName(),
            System.getProperty("java.class.path", ""),
            List.of("-Dsimpleflow.home=" + home, "-Xlog:class+load:file=" + log));

    Process training =
        new CommandLine(home)
            .process(java, "start", "basic", "--input", "1")
            .redirectErrorStream(true)
            .start();
    String printed = new String(training.getInputStream().readAllBytes(), UTF_8);

    assertThat(training.waitFor()).as(printed).isZero();
    assertThat(printed).contains("workflow basic-example-");
    assertThat(Files.readString(log))
        .contains("software.amazon.awssdk.services.swf.model.RespondDecisionTaskCompletedRequest ")
        .contains("software.amazon.awssdk.services.swf.model.ListOpenWorkflowExecutionsResponse ")
        .contains("io.simpleflow.swf.SwfTaskService ");
  }
}
