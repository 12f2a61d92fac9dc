package io.simpleflow.cli;

import io.simpleflow.SerializationException;
import io.simpleflow.engine.json.TaskInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the input of a workflow comes from: an option, a file, or what is piped in. */
final class InputOptions {
  private static final Set<String> KNOWN_MEMBERS = Set.of("__extra", "meta");

  /** How long a pipe may be silent before somebody may wonder. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Option(
      names = {"-i", "--input"},
      paramLabel = "JSON",
      description = {
        "The input: {\"args\": [...], \"kwargs\": {...}}, or a list of arguments, or the one"
            + " argument. Without this and --input-file, what is piped in."
      })
  private @Nullable String input;

  @Option(
      names = "--input-file",
      paramLabel = "FILE",
      description = "A file with the input; - for what is piped in.")
  private @Nullable String file;

  /** Whether an option says where it comes from. */
  boolean isGiven() {
    return input != null || file != null;
  }

  /**
   * Reads the input; nothing at all means no arguments.
   *
   * @throws UsageException if it is not JSON, has members that mean nothing, or cannot be read
   */
  TaskInput read(Session session) {
    if (input != null && file != null) {
      throw new UsageException("--input and --input-file exclude each other");
    }
    if (input != null) {
      return parse("--input", input);
    }
    if (file != null && !file.equals("-")) {
      return parse(file, fileContent(file));
    }
    if (file == null && session.streams.inIsTerminal()) {
      return TaskInput.empty();
    }
    return parse("standard input", pipedContent(session));
  }

  private static TaskInput parse(String where, String text) {
    TaskInput parsed;
    try {
      parsed = TaskInput.parse(text);
    } catch (SerializationException e) {
      throw new UsageException(where + ": " + e.getMessage(), e);
    }
    Set<String> strange = new TreeSet<>(parsed.others().keySet());
    strange.removeAll(KNOWN_MEMBERS);
    if (!strange.isEmpty()) {
      throw new UsageException(
          "%s: unknown %s; arguments by name go into \"kwargs\", a dict as the one argument into \"args\""
              .formatted(where, String.join(", ", strange)));
    }
    return parsed;
  }

  private static String fileContent(String file) {
    try {
      return text(file, Files.readAllBytes(Path.of(file)));
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new UsageException("--input-file: there is no " + file, e);
    } catch (IOException e) {
      throw new UsageException("--input-file: %s cannot be read: %s".formatted(file, e), e);
    }
  }

  private static String pipedContent(Session session) {
    Thread hint = new Thread(() -> sayWhatIsWaitedFor(session), "simpleflow-hint");
    hint.setDaemon(true);
    hint.start();
    try {
      return text("standard input", session.streams.in().readAllBytes());
    } catch (IOException e) {
      throw new UsageException("standard input cannot be read: " + e.getMessage(), e);
    } finally {
      hint.interrupt();
    }
  }

  private static void sayWhatIsWaitedFor(Session session) {
    try {
      Thread.sleep(PATIENCE.toMillis());
      session.note("waiting for the end of the input on stdin; --input gives it otherwise");
    } catch (InterruptedException e) {
      // The input has come.
    }
  }

  private static String text(String where, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UsageException(where + " is not text in UTF-8", e);
    }
  }
}
