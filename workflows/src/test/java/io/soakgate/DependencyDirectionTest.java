package io.soakgate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.ArrayList;
import java.util.List;

/** plan ← reading, and plan ← verdict ← deployment ← walk, room by room; nothing looks back. */
@AnalyzeClasses(packages = "io.soakgate", importOptions = DoNotIncludeTests.class)
class DependencyDirectionTest {

  @ArchTest
  static final ArchRule the_plan_knows_nothing_else =
      noClasses()
          .that()
          .resideInAPackage("..plan..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..verdict..", "..deployment..", "io.temporal..")
          .because("what was asked for is data");

  @ArchTest
  static final ArchRule what_was_asked_for_does_not_know_how_it_is_read =
      noClasses()
          .that()
          .resideInAPackage("io.soakgate.plan")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.soakgate.plan.reading..")
          .because("a plan may come from anywhere");

  @ArchTest
  static final ArchRule verdicts_know_only_the_plan =
      noClasses()
          .that()
          .resideInAPackage("..verdict..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..deployment..", "io.temporal..")
          .because("what it means is decided without Temporal");

  @ArchTest static final ArchRule rooms_of_the_walk_know_only_those_before_them = rooms();

  private static ArchRule rooms() {
    String walk = "io.soakgate.deployment.walk";
    List<String> rooms =
        List.of("stage", "people", "gate", "check", "freeze", "watch", "change", "rollback");
    LayeredArchitecture layers =
        layeredArchitecture().consideringOnlyDependenciesInLayers().layer("walk").definedBy(walk);
    for (String room : rooms) {
      layers = layers.layer(room).definedBy(walk + "." + room);
    }
    layers = layers.whereLayer("walk").mayNotBeAccessedByAnyLayer();
    for (int i = 0; i < rooms.size(); i++) {
      List<String> after = new ArrayList<>(rooms.subList(i + 1, rooms.size()));
      after.add("walk");
      layers =
          layers.whereLayer(rooms.get(i)).mayOnlyBeAccessedByLayers(after.toArray(String[]::new));
    }
    return layers.because("a stranger can read them one after the other");
  }
}
