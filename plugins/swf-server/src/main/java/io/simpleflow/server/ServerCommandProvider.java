package io.simpleflow.server;

import io.simpleflow.spi.CommandContext;
import io.simpleflow.spi.CommandProvider;
import java.util.concurrent.Callable;

/** Adds {@code simpleflow server}. */
public final class ServerCommandProvider implements CommandProvider {
  /** For {@link java.util.ServiceLoader}. */
  public ServerCommandProvider() {}

  @Override
  public String name() {
    return "server";
  }

  @Override
  public String description() {
    return "Serve the API of Amazon SWF to AWS SDKs in any language.";
  }

  @Override
  public Callable<Integer> command(CommandContext context) {
    return new ServerCommand(context);
  }
}
