package io.soakgate;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Random;
import java.util.UUID;
import java.util.WeakHashMap;

/**
 * What would make a replay differ from the first run may not be in this module (INV-23, INV-28).
 * The checker that Temporal ships for this does not resolve as a dependency.
 */
@AnalyzeClasses(packages = "io.soakgate", importOptions = DoNotIncludeTests.class)
class DeterminismTest {

  @ArchTest
  static final ArchRule no_files_sockets_or_threads =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.nio.file..",
              "java.nio.channels..",
              "java.net..",
              "java.sql..",
              "javax.sql..",
              "java.util.concurrent..")
          .because("activities touch, workflows decide");

  @ArchTest
  static final ArchRule no_streams_of_the_outside_world =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.io\\.(File.*|RandomAccessFile|Console)|java\\.lang\\.(Thread.*|Process.*|Runtime)")
          .because("activities touch, workflows decide");

  @ArchTest
  static final ArchRule no_clock_of_the_machine =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalTime.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(OffsetDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callMethod(ZoneId.class, "systemDefault")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .because("a replay happens later and elsewhere; plan time comes from Temporal");

  @ArchTest
  static final ArchRule no_chance =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Random.class)
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(Math.class, "random")
          .because("a replay must draw the same");

  @ArchTest
  static final ArchRule no_surroundings =
      noClasses()
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getProperty", String.class)
          .because("a replay happens on another machine");

  @ArchTest
  static final ArchRule no_collections_without_an_order =
      noClasses()
          .that()
          .resideInAnyPackage("..deployment..", "..verdict..")
          .should()
          .callConstructor(HashMap.class)
          .orShould()
          .callConstructor(HashSet.class)
          .orShould()
          .callConstructor(IdentityHashMap.class)
          .orShould()
          .callConstructor(WeakHashMap.class)
          .because("their order may differ from run to run");

  @ArchTest
  static final ArchRule no_static_state = fields().that().areStatic().should().haveModifier(FINAL);

  @ArchTest static final ArchRule no_locks = noMethods().should().haveModifier(SYNCHRONIZED);
}
