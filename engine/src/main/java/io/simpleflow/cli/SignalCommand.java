package io.simpleflow.cli;

import io.simpleflow.ExecutionId;
import io.simpleflow.SerializationException;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.spi.BackendProvider.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    customSynopsis = "simpleflow signal [OPTIONS] --name NAME [DOMAIN] WORKFLOW_ID [RUN_ID]",
    description = "Sends a signal to an open execution.",
    footer = "  simpleflow signal order-17 --name paid --input '{\"args\": [100]}'")
final class SignalCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      arity = "0..*",
      paramLabel = "[DOMAIN] WORKFLOW_ID [RUN_ID]",
      hideParamSyntax = true,
      description = "Which execution; without a run id the open one of that id.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = {"-n", "--name"},
      paramLabel = "NAME",
      required = true,
      description = "The signal's name.")
  private String name = "";

  @Option(
      names = {"-i", "--input"},
      paramLabel = "JSON",
      description = "What it carries; {} by default.")
  private String input = "{}";

  SignalCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    checkInput();
    try (Simpleflow simpleflow = session.open(Access.WRITE, words, 3)) {
      ExecutionId execution = ExecutionFinder.findNamed(simpleflow, words);
      return UsageException.ifRefused(
          () -> {
            simpleflow.executor().signal(execution, name, input);
            session.noteThatItMustGoOn(execution);
            return 0;
          });
    }
  }

  private void checkInput() {
    Names.check("--name", name);
    try {
      TaskInput.parse(input);
    } catch (SerializationException e) {
      throw new UsageException("--input: " + e.getMessage(), e);
    }
  }
}
