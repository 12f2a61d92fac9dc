package io.simpleflow.cli;

import io.simpleflow.engine.stats.Table;
import io.simpleflow.spi.ActivityAnswers;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    customSynopsis = "simpleflow activity heartbeat [OPTIONS] TOKEN",
    description = {
      "Says that an activity is alive, and prints whether it is to be cancelled: true or false."
    },
    footer = "  simpleflow activity heartbeat \"$TOKEN\" --details 'half of it'")
final class ActivityHeartbeatCommand extends AnswerCommand {
  @Option(names = "--details", paramLabel = "TEXT", description = "How far it is.")
  private @Nullable String details;

  ActivityHeartbeatCommand(Session session) {
    super(session);
  }

  @Override
  void answer(ActivityAnswers answers, String taskToken) throws IOException {
    boolean cancelRequested = answers.recordActivityTaskHeartbeat(taskToken, details);
    session.print(new Table(List.of("Cancel Requested"), List.of(List.of(cancelRequested))));
  }
}
