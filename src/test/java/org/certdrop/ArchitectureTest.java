package org.certdrop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms of the house, and which may use which. */
@AnalyzeClasses(packages = "org.certdrop", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final int MOST_LINES = 220;

  /** Ground floor first: a room may use those before it. */
  private static final List<String> ROOMS =
      List.of(
          "text",
          "json",
          "files",
          "x509",
          "cms",
          "party",
          "rules",
          "registration",
          "registry",
          "sql",
          "identity",
          "trust",
          "submission",
          "verdict",
          "home",
          "inbox",
          "outbox",
          "export",
          "propagation",
          "status",
          "operator",
          "service",
          "web",
          "terminal",
          "cli");

  @ArchTest
  static void aRoomUsesOnlyThoseBelowIt(com.tngtech.archunit.core.domain.JavaClasses classes) {
    for (int floor = 0; floor < ROOMS.size(); floor++) {
      String[] above =
          ROOMS.subList(floor + 1, ROOMS.size()).stream()
              .map(room -> "org.certdrop." + room + "..")
              .toArray(String[]::new);
      if (above.length > 0) {
        noClasses()
            .that()
            .resideInAPackage("org.certdrop." + ROOMS.get(floor) + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(above)
            .check(classes);
      }
    }
  }

  @ArchTest
  static final ArchRule everyClassIsInARoom =
      noClasses()
          .should()
          .resideOutsideOfPackages(
              ROOMS.stream().map(room -> "org.certdrop." + room).toArray(String[]::new));

  @ArchTest
  static final ArchRule onlyTheServiceKnowsCamel =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.certdrop.service")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.camel..");

  @ArchTest
  static final ArchRule onlyThePageKnowsHttpAndMetrics =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.certdrop.web")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.eclipse.jetty..", "io.micrometer..", "io.prometheus..");

  @ArchTest
  static final ArchRule thePageChangesNothingByItself =
      noClasses()
          .that()
          .resideInAPackage("org.certdrop.web")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(org.certdrop.registry.Registry.class, java.nio.file.Files.class);

  @ArchTest
  static final ArchRule onlyCertificatesAndSignaturesKnowBouncyCastle =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.certdrop.x509", "org.certdrop.cms")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bouncycastle..");

  @ArchTest
  static final ArchRule registrationsKnowNoRules =
      noClasses()
          .that()
          .resideInAnyPackage("org.certdrop.registration", "org.certdrop.registry")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.certdrop.rules");

  @ArchTest
  static final ArchRule certificatesKnowNoFilesNoClockAndNoJson =
      noClasses()
          .that()
          .resideInAnyPackage("org.certdrop.x509", "org.certdrop.cms", "org.certdrop.rules")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "com.fasterxml..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.File")
          .orShould()
          .callMethod(java.time.Instant.class, "now");

  @ArchTest
  static final ArchRule whatIsSubmittedAndDecidedIsKnownWithoutPaths =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.certdrop.submission", "org.certdrop.verdict", "org.certdrop.registration")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.nio.file..");

  @ArchTest
  static final ArchRule noRoomsGoInCircles =
      slices().matching("org.certdrop.(*)..").should().beFreeOfCycles();

  @Test
  void noClassIsLongerThanAPersonReadsAtOnce() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(sources.size()).isGreaterThan(500);

      Map<Path, Integer> tooLong = new TreeMap<>();
      for (Path source : sources) {
        int lines = Files.readAllLines(source).size();
        if (lines > MOST_LINES) {
          tooLong.put(source, lines);
        }
      }
      assertThat(tooLong).as("classes with more than %d lines", MOST_LINES).isEmpty();
    }
  }

  @Test
  void noTwoClassesBearOneName() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      assertThat(sources.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".java") && !name.equals("package-info.java"))
          .doesNotHaveDuplicates();
    }
  }
}
