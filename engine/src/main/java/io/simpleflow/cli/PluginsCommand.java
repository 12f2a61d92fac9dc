package io.simpleflow.cli;

import io.simpleflow.engine.Plugins;
import io.simpleflow.engine.stats.Table;
import io.simpleflow.spi.TaskCatalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
    customSynopsis = "simpleflow plugins [OPTIONS]",
    description = {
      "Lists what is found on the class path: backends, formats, other plugins, workflows and"
          + " activities, each with its kind, name, version, class and the jar it came from."
    },
    footer = {
      "  simpleflow plugins",
      "  simpleflow --format json --header plugins --classpath 'build/libs/*'"
    })
final class PluginsCommand implements Callable<Integer> {
  private final Session session;

  PluginsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    Plugins plugins = session.plugins();
    plugins.backends().forEach(found -> rows.add(row("backend", found)));
    plugins.converter().ifPresent(found -> rows.add(row("data converter", found)));
    plugins.commands().forEach(found -> rows.add(row("command", found)));
    plugins.formats().forEach(found -> rows.add(row("format", found)));
    plugins.interceptors().forEach(found -> rows.add(row("interceptor", found)));
    plugins.lambdaFunctions().forEach(found -> rows.add(row("Lambda function", found)));
    plugins.objectFactory().ifPresent(found -> rows.add(row("object factory", found)));
    TaskCatalog tasks = session.tasks();
    tasks
        .workflows()
        .forEach(
            found ->
                rows.add(
                    Arrays.asList(
                        "workflow",
                        found.type().name(),
                        found.type().version(),
                        found.implementation(),
                        found.origin())));
    tasks
        .activities()
        .forEach(
            found ->
                rows.add(
                    Arrays.asList(
                        "activity",
                        found.type().name(),
                        found.type().version(),
                        found.implementation(),
                        found.origin())));
    tasks.problems().forEach(session::note);
    session.print(new Table(List.of("Kind", "Name", "Version", "Class", "Origin"), rows));
    return 0;
  }

  private static List<@Nullable Object> row(String kind, Plugins.Found<?> found) {
    Class<?> type = found.plugin().getClass();
    return Arrays.asList(
        kind,
        found.name(),
        type.getPackage().getImplementationVersion(),
        type.getName(),
        found.origin());
  }
}
