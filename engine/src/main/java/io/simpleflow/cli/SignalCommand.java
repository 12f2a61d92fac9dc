package io.simpleflow.cli;

import io.simpleflow.ExecutionId;
import io.simpleflow.SerializationException;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.engine.json.JsonDataConverter;
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
    footer = {
      "  simpleflow signal order-17 --name paid --input 100",
      "  simpleflow signal order-17 --name comment --input 'by courier'",
      "  simpleflow signal order-17 --name paid --input '{\"args\": [100]}'"
    })
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
      paramLabel = "VALUE",
      description =
          "What it carries: one value as JSON (a list too is one value, not the arguments that it is"
              + " for start), or plain text, which is sent as a string; {} by default.")
  private String input = "{}";

  SignalCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Names.check("--name", name);
    String value = value();
    try (Simpleflow simpleflow = session.open(Access.WRITE, words, 3)) {
      ExecutionId execution = ExecutionFinder.findNamed(simpleflow, words);
      return UsageException.ifRefused(
          () -> {
            simpleflow.executor().signal(execution, name, value);
            session.noteThatItMustGoOn(execution);
            return 0;
          });
    }
  }

  /** The input as JSON; text that does not even begin as a structure or a string is one. */
  private String value() {
    try {
      TaskInput.parse(input);
      return input;
    } catch (SerializationException e) {
      if ("{[\"".indexOf(input.strip().charAt(0)) >= 0) {
        throw new UsageException("--input: " + e.getMessage(), e);
      }
      return new JsonDataConverter().toJson(input);
    }
  }
}
