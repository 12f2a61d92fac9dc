package io.simpleflow.distribution;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.simpleflow.spi.LambdaFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * Which module, package and class may know which other. It stands in this module because only this
 * one has all others on its class path.
 */
class ArchitectureTest {
  private static final String[] API = {
    "io.simpleflow", "io.simpleflow.history", "io.simpleflow.spi"
  };
  private static final String INLINE = "io.simpleflow.inline..";
  private static final String[] BACKENDS = {"io.simpleflow.local..", "io.simpleflow.swf..", INLINE};
  private static final DescribedPredicate<JavaClass> FOREIGN =
      resideOutsideOfPackage("io.simpleflow..");

  /** Read once: every rule looks at the same classes. */
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.simpleflow", "examples");

  @Test
  void theRulesSeeTheWholeProject() {
    assertThat(CLASSES).hasSizeGreaterThanOrEqualTo(150);
    assertThat(CLASSES.stream().map(JavaClass::getPackageName))
        .contains(API)
        .contains("io.simpleflow.engine", "io.simpleflow.cli", "io.simpleflow.testkit")
        .contains("io.simpleflow.local", "io.simpleflow.inline", "examples.basic");
  }

  @Test
  void theApiNeedsNothingButSlf4jAndJspecify() {
    classes()
        .that(resideInAnyPackage(API))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(API)
                .or(resideInAnyPackage("java..", "org.slf4j..", "org.jspecify.annotations")))
        .check(CLASSES);
  }

  @Test
  void theEngineKnowsNeitherBackendsNorTheCommandLine() {
    noClasses()
        .that()
        .resideInAPackage("io.simpleflow.engine..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(BACKENDS).or(resideInAPackage("io.simpleflow.cli..")))
        .check(CLASSES);
  }

  @Test
  void theCommandLineKnowsNoBackend() {
    noClasses()
        .that()
        .resideInAPackage("io.simpleflow.cli..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(BACKENDS))
        .check(CLASSES);
  }

  @Test
  void aBackendKnowsTheApiAndTheJsonOfTheEngineAlone() {
    for (String backend : BACKENDS) {
      DescribedPredicate<JavaClass> own =
          backend.equals(INLINE) // It runs the author's code itself.
              ? resideInAnyPackage(backend, "io.simpleflow.engine.canvas")
              : resideInAnyPackage(backend);
      classes()
          .that()
          .resideInAPackage(backend)
          .should()
          .onlyDependOnClassesThat(
              own.or(resideInAnyPackage(API))
                  .or(resideInAPackage("io.simpleflow.engine.json"))
                  .or(FOREIGN))
          .check(CLASSES);
    }
  }

  @Test
  void anExampleIsWrittenAgainstTheAuthorsApiAlone() {
    classes()
        .that()
        .resideInAPackage("examples..")
        .and()
        .areNotAssignableTo(LambdaFunction.class) // A plugin, not a task.
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "examples..",
            "io.simpleflow",
            "io.simpleflow.history", // what a hook is shown, and the names in annotations
            "java..",
            "org.slf4j",
            "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void replayAndStatisticsComputeFromTheHistoryAlone() {
    DescribedPredicate<JavaClass> pure =
        resideInAnyPackage(
            "io.simpleflow.engine.canvas..",
            "io.simpleflow.engine.replay..",
            "io.simpleflow.engine.stats..");
    noClasses()
        .that(pure)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.sql..", "java.nio.file..")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .check(CLASSES);
    classes()
        .that(pure)
        .should()
        .onlyDependOnClassesThat(
            pure.or(resideInAnyPackage(API))
                .or(resideInAPackage("io.simpleflow.engine.json"))
                .or(FOREIGN))
        .check(CLASSES);
  }

  @Test
  void eachLibraryIsKnownInOnePlace() {
    known(
        "com.fasterxml.jackson..",
        "io.simpleflow.engine.json",
        "io.simpleflow.cli.format",
        "io.simpleflow.server..");
    known("io.github.classgraph..", "io.simpleflow.engine.tasks");
    known("picocli..", "io.simpleflow.cli..", "io.simpleflow.server");
    known("org.eclipse.jetty..", "io.simpleflow.server");
    known("java.sql..", "io.simpleflow.local.store");
    known("org.sqlite..", "io.simpleflow.local.store");
    known("software.amazon.awssdk..", "io.simpleflow.swf");
    known("ch.qos.logback..", "io.simpleflow.distribution");
    known("org.junit..", "io.simpleflow.testkit..");
    known("org.assertj..", "io.simpleflow.testkit..");
  }

  private static void known(String library, String... packages) {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
  }

  @Test
  void pluginsAreLookedUpInOnePlace() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.simpleflow.engine.Plugins")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ServiceLoader.class)
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineAndTheExamplesPrint() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.simpleflow.cli..", "examples..")
        .should(ACCESS_STANDARD_STREAMS)
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().assignedFrom(new Packages()).should().beFreeOfCycles().check(CLASSES);
  }

  /** A package is a slice; the api's three share one vocabulary and count as one. */
  private static final class Packages implements SliceAssignment {
    private static final Set<String> API_PACKAGES = Set.of(API);

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getPackageName();
      return SliceIdentifier.of(API_PACKAGES.contains(name) ? "api" : name);
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }

  @Test
  void everyPackageSaysThatNullIsMeantWhereItIsWritten() {
    assertThat(
            CLASSES.stream()
                .map(JavaClass::getPackage)
                .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                .map(each -> each.getName())
                .distinct())
        .isEmpty();
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses()
        .should()
        .haveSimpleNameContaining("Util")
        .orShould()
        .haveSimpleNameContaining("Helper")
        .orShould()
        .haveSimpleNameContaining("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .check(CLASSES);
  }

  @Test
  void noStaticFieldHoldsState() {
    fields().that().areStatic().should().beFinal().check(CLASSES);
  }

  @Test
  void exceptionsHaveAMeaningAndLogsGoThroughSlf4j() {
    NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(CLASSES);
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(CLASSES);
  }

  /** A new public type outside the api and the test kit is a decision: it is added to the list. */
  @Test
  void publicTypesAreListed() throws IOException {
    Stream<String> found =
        CLASSES.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(not(resideInAnyPackage(API)))
            .filter(resideOutsideOfPackages("io.simpleflow.testkit..", "examples.."))
            .map(JavaClass::getName)
            .sorted();
    assertThat(found)
        .containsExactlyElementsOf(
            Files.readAllLines(Path.of("src/test/resources/public-types.txt")));
  }

  @Test
  void aFileIsReadAtOneSitting() throws IOException {
    Path root = Path.of("../..");
    try (Stream<Path> files = Files.walk(root)) {
      assertThat(files)
          .filteredOn(file -> file.toString().endsWith(".java"))
          .filteredOn(file -> root.relativize(file).toString().contains("src/main/java"))
          .allSatisfy(file -> assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(500));
    }
  }
}
