package io.simpleflow.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the real launcher in a checkout whose {@code java} and {@code mvn} only say what they do.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherTest {
  private static final String JAVA =
      """
      #!/bin/sh
      echo "$*" >>"${0%/*}/calls.txt"
      printf 'class path [%s]\\n' "${SIMPLEFLOW_CLASSPATH:-}"
      for argument; do last=$argument; printf '<%s>' "$argument"; done
      cat
      [ "$last" = fail ] && exit 7
      exit 0
      """;
  private static final String MAVEN =
      """
      #!/bin/sh
      echo build >>builds.txt
      [ -f broken ] && echo '[ERROR] something is wrong' && exit 1
      mkdir -p target/installation/lib
      echo >target/installation/version.txt
      """;

  /** All that the launcher needs, so that a test can take Maven away. */
  private static final List<String> TOOLS =
      List.of("cat", "find", "head", "mkdir", "mv", "readlink", "rm", "sed", "sh", "sleep");

  @TempDir private Path folder;
  private Path checkout;
  private Path source;
  private Path jdk;
  private Path tools;

  @BeforeEach
  void makeACheckout() throws IOException {
    checkout = folder.resolve("a check out");
    Path sources = Files.createDirectories(checkout.resolve("engine/src/main"));
    source = Files.writeString(sources.resolve("A.java"), "class A {}");
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Files.copy(Path.of("../../simpleflow"), checkout.resolve("simpleflow"));
    executable(checkout.resolve("simpleflow"));
    age(checkout.resolve("pom.xml"));
    age(source);
    age(sources);

    jdk = folder.resolve("the jdk");
    script(jdk.resolve("bin"), "java", JAVA);
    Files.writeString(jdk.resolve("release"), "X=\"1\"\nJAVA_VERSION=\"17.0.15\"\n");
    tools = folder.resolve("tools");
    script(tools, "mvn", MAVEN);
    for (String tool : TOOLS) {
      script(tools, tool, "#!/bin/sh\nPATH=/usr/bin:/bin\nexec " + tool + " \"$@\"");
    }
  }

  @Test
  void handsArgumentsAndInputToTheCommandLine() throws Exception {
    install(checkout);

    Run run = start("the input", checkout.resolve("simpleflow"), "start", "two words", "");

    assertThat(run.out)
        .endsWith("<io.simpleflow.cli.Main><start><two words><>the input")
        .contains("<-Dsimpleflow.home=" + checkout.toRealPath() + ">");
    assertThat(run.err).isEmpty();
    assertThat(run.status).isZero();
  }

  @Test
  void tellsWhatJavaCannotFindOut() throws Exception {
    install(checkout);

    assertThat(start("", checkout.resolve("simpleflow")).out)
        .contains("<-Dsimpleflow.program=" + checkout.resolve("simpleflow") + ">")
        .contains("<-Dsimpleflow.terminals=>");
  }

  @Test
  void givesAnEmptyInputForAClosedOne() throws Exception {
    install(checkout);
    script(tools, "closed", "#!/bin/sh\nexec \"$@\" <&-");

    Run run = start("", tools.resolve("closed"), checkout.resolve("simpleflow").toString());

    assertThat(run.err).isEmpty();
    assertThat(run.status).isZero();
  }

  @Test
  void endsWithTheStatusOfTheCommandLine() throws Exception {
    install(checkout);

    assertThat(start("", checkout.resolve("simpleflow"), "fail").status).isEqualTo(7);
  }

  @Test
  void findsItsFolderThroughSymbolicLinks() throws Exception {
    install(checkout);
    Path links = Files.createDirectories(folder.resolve("more links"));
    Files.createSymbolicLink(links.resolve("absolute"), checkout.resolve("simpleflow"));
    Files.createSymbolicLink(links.resolve("relative"), Path.of("absolute"));

    assertThat(start("", links.resolve("relative")).out)
        .contains("<-Dsimpleflow.home=" + checkout.toRealPath() + ">");
  }

  @Test
  void buildsTheInstallationOnFirstUseAndSaysSo() throws Exception {
    Run first = start("", checkout.resolve("simpleflow"));
    Run second = start("", checkout.resolve("simpleflow"));

    assertThat(first.err).isEqualTo("simpleflow: building the installation (first use only)…\n");
    assertThat(first.out).contains("target/installation>");
    assertThat(second.err).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void keepsTheClassesOfAStartForTheNextOnes() throws Exception {
    Run run = start("", checkout.resolve("simpleflow"));

    Path archive = checkout.toRealPath().resolve("target/installation/lib/classes-17.0.15.jsa");
    assertThat(run.out).contains("<-XX:SharedArchiveFile=" + archive + ">");
    assertThat(archive).exists();
    assertThat(Files.readAllLines(jdk.resolve("bin/calls.txt")).get(0))
        .contains("-XX:ArchiveClassesAtExit=" + archive + ".new")
        .contains(" io.simpleflow.distribution.Training start --local ");
  }

  @Test
  void keepsThemLinkedOnJava25() throws Exception {
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");

    Run run = start("", checkout.resolve("simpleflow"));

    Path archive = checkout.toRealPath().resolve("target/installation/lib/classes-25.0.3.aot");
    assertThat(run.out).contains("<-XX:AOTCache=" + archive + ">");
    assertThat(archive).exists();
    assertThat(Files.readAllLines(jdk.resolve("bin/calls.txt")).get(0))
        .contains("-XX:AOTCacheOutput=" + archive + ".new");
  }

  @Test
  void leavesThemOutWhereTheUserSaysWhatToShare() throws Exception {
    install(checkout);
    ProcessBuilder builder = command(checkout.resolve("simpleflow"));
    builder.environment().put("SIMPLEFLOW_JAVA_OPTS", "-Xmx1g -Xshare:off");
    Process process = builder.start();
    process.getOutputStream().close();

    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .contains("<-Xmx1g><-Xshare:off>")
        .doesNotContain("Archive")
        .doesNotContain("<>");
  }

  @Test
  void findsJarsDroppedIntoTheCheckout() throws Exception {
    Path jar = checkout.toRealPath().resolve("plugins/mine.jar");
    Files.createDirectories(jar.getParent());
    Files.createFile(jar);

    assertThat(start("", checkout.resolve("simpleflow")).out)
        .startsWith("class path [" + jar + "]");
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    start("", checkout.resolve("simpleflow"));
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));

    assertThat(start("", checkout.resolve("simpleflow")).err)
        .isEqualTo("simpleflow: building the installation (engine/src/main/A.java is newer)…\n");
  }

  @Test
  void buildsOnceForFirstUsesAtTheSameTime() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(command(checkout.resolve("simpleflow")).start());
    }
    for (Process each : processes) {
      each.getOutputStream().close();
      assertThat(each.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(each.exitValue()).isZero();
    }

    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void takesOverFromABuildThatDied() throws Exception {
    Path lock = Files.createDirectories(checkout.resolve("target/installation.lock"));
    Process dead = new ProcessBuilder("true").start();
    assertThat(dead.waitFor(30, TimeUnit.SECONDS)).isTrue();
    Files.writeString(lock.resolve("owner"), Long.toString(dead.pid()));

    assertThat(start("", checkout.resolve("simpleflow")).status).isZero();
    assertThat(lock).doesNotExist();
  }

  @Test
  void namesTheLogOfAFailedBuild() throws Exception {
    Files.createFile(checkout.resolve("broken"));

    Run run = start("", checkout.resolve("simpleflow"));

    assertThat(run.status).isEqualTo(1);
    assertThat(run.err)
        .contains("something is wrong")
        .endsWith(checkout.toRealPath().resolve("target/installation.log") + "\n");
  }

  @Test
  void asksForMavenWhenItHasToBuildWithoutIt() throws Exception {
    Files.delete(tools.resolve("mvn"));

    Run run = start("", checkout.resolve("simpleflow"));

    assertThat(run.status).isEqualTo(1);
    assertThat(run.err).startsWith("simpleflow: Maven 3.8 or newer is needed");
  }

  @Test
  void asksForJava17() throws Exception {
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"1.8.0_201\"\n");
    assertThat(start("", checkout.resolve("simpleflow")).err)
        .startsWith("simpleflow: Java 17 or newer is needed");

    Files.delete(jdk.resolve("bin/java"));
    assertThat(start("", checkout.resolve("simpleflow")).err)
        .isEqualTo("simpleflow: JAVA_HOME is " + jdk + ", which has no bin/java\n");
  }

  private record Run(int status, String out, String err) {}

  private Run start(String input, Path launcher, String... arguments) throws Exception {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process =
        command(launcher, arguments)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try (var stdin = process.outputWriter(UTF_8)) {
      stdin.write(input);
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private ProcessBuilder command(Path launcher, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("JAVA_HOME", jdk.toString());
    environment.put("PATH", tools.toString());
    return builder;
  }

  /** Makes the folder of the launcher look like an installation. */
  private static void install(Path installation) throws IOException {
    Files.createDirectories(installation.resolve("lib"));
  }

  private long builds() throws IOException {
    return Files.readAllLines(checkout.resolve("builds.txt")).size();
  }

  private static void script(Path folder, String name, String text) throws IOException {
    executable(Files.writeString(Files.createDirectories(folder).resolve(name), text));
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, fromString("rwxr-xr-x"));
  }

  private static void age(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
  }
}
