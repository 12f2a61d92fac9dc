package io.simpleflow.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures and puts the figures beside the goals. Each part runs in a JVM of its own.
 *
 * <p>Without a part's name it measures all, on this JDK and on the newest that lies beside it, and
 * writes the table into the README. With names, such as {@code sqlite} or {@code micro:Replay} (the
 * benchmarks of JMH that have this in their name), it prints those, on this JDK. {@code --quick}
 * measures less and writes nothing; {@code --profile} says besides which methods were busy and what
 * they allocated.
 */
public final class Report {
  private static final Path README = Path.of("plugins/benchmarks/README.md");
  private static final String BEGIN =
      "<!-- figures: begin, written by plugins/benchmarks/run -->\n";
  private static final String END = "<!-- figures: end -->";
  private static final int WARNING_OF_UNSAFE = 24;
  private static final double BYTES_PER_GIGABYTE = 1 << 30;

  private final Scale scale;
  private final boolean profiled;
  private final List<Jdk> jdks;
  private final Table table;
  private boolean failed;

  private Report(Scale scale, boolean profiled, List<Jdk> jdks) {
    this.scale = scale;
    this.profiled = profiled;
    this.jdks = jdks;
    this.table = new Table(jdks);
  }

  /** Measures what the arguments say. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try {
      System.exit(measure(arguments) ? 0 : 1);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static boolean measure(String[] arguments) throws IOException, InterruptedException {
    List<String> names = new ArrayList<>(List.of(arguments));
    Scale scale = names.remove("--quick") ? Scale.QUICK : Scale.FULL;
    boolean profiled = names.remove("--profile");
    boolean all = names.isEmpty();
    names.forEach(name -> Part.of(title(name)));
    boolean written = all && scale == Scale.FULL && !profiled;
    Report report = new Report(scale, profiled, written ? Jdk.all() : List.of(Jdk.current()));
    String machine = machine(report.jdks);
    long start = System.nanoTime();
    report.measure(all ? Part.reported().stream().map(Part::title).toList() : names);
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    String text =
        "%s Measured in %d min %d s.%n%n%s"
            .formatted(
                machine, taken.toMinutes(), taken.toSecondsPart(), report.table.toMarkdown());
    System.out.printf("%n%s", text);
    if (written && !report.failed) {
      write(Folder.checkout().resolve(README), text);
    }
    return !report.failed;
  }

  private void measure(List<String> names) throws IOException, InterruptedException {
    for (Jdk jdk : jdks) {
      for (String name : names) {
        Part part = Part.of(title(name));
        System.out.printf("%n%s, %s: %s%n", name, jdk.title(), part.description());
        if (!measure(jdk, part, name.substring(title(name).length()).replace(":", ""))) {
          failed = true;
          System.out.println("  it failed");
        }
      }
    }
  }

  /** The part's name in that of a command's. */
  private static String title(String name) {
    return name.replaceFirst(":.*", "");
  }

  private boolean measure(Jdk jdk, Part part, String include)
      throws IOException, InterruptedException {
    Path recording =
        Folder.checkout().resolve("plugins/benchmarks/target/" + part.title() + ".jfr");
    List<String> command =
        new ArrayList<>(
            List.of(
                jdk.java(),
                "-Xmx" + part.heap(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djmh.ignoreLock=true",
                "-Dbenchmarks.include=" + include));
    if (jdk.feature() >= WARNING_OF_UNSAFE) {
      command.add("--sun-misc-unsafe-memory-access=allow"); // The peer's libraries do.
    }
    if (profiled) {
      command.add("-Dbenchmarks.forks=0"); // The JVM that is recorded does the work.
      command.add("-XX:+UnlockDiagnosticVMOptions");
      command.add("-XX:+DebugNonSafepoints");
      command.add("-XX:StartFlightRecording=settings=profile,filename=" + recording);
    }
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Measure.class.getName(),
            part.title(),
            scale.name().toLowerCase(Locale.ROOT)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Optional<Figure> figure = Figure.parse(line);
        figure.ifPresent(found -> show(jdk, found));
      }
    }
    boolean succeeded = process.waitFor() == 0;
    if (profiled && succeeded) {
      System.out.print(HotMethods.of(recording));
    }
    return succeeded;
  }

  private void show(Jdk jdk, Figure figure) {
    table.add(jdk, figure);
    System.out.printf("  %-34s %s %s%n", figure.name(), figure.text(), figure.unit());
  }

  private static String machine(List<Jdk> jdks) throws IOException {
    var system = ManagementFactory.getOperatingSystemMXBean();
    double memory =
        system instanceof com.sun.management.OperatingSystemMXBean more
            ? more.getTotalMemorySize() / BYTES_PER_GIGABYTE
            : 0;
    return "%d processors (%s), %.0f GB, %s; load average %.1f before; %s."
        .formatted(
            system.getAvailableProcessors(),
            processor(),
            memory,
            system.getName(),
            system.getSystemLoadAverage(),
            String.join(" and ", jdks.stream().map(Jdk::version).toList()));
  }

  private static String processor() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    List<String> lines = Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    return lines.stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.replaceFirst("[^:]*: *", ""))
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  private static void write(Path readme, String text) throws IOException {
    Files.writeString(readme, withFigures(Files.readString(readme), text));
  }

  /**
   * The README with other figures.
   *
   * @throws IllegalArgumentException if it has lost the lines that they go between
   */
  static String withFigures(String readme, String text) {
    int begin = readme.indexOf(BEGIN);
    int end = readme.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "%s has lost the lines '%s' and '%s'".formatted(README, BEGIN.strip(), END));
    }
    return readme.substring(0, begin) + BEGIN + "\n" + text + "\n" + readme.substring(end);
  }
}
