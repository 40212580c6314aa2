package io.soakgate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** plan ← verdict ← deployment, and nothing looks back. */
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
  static final ArchRule verdicts_know_only_the_plan =
      noClasses()
          .that()
          .resideInAPackage("..verdict..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..deployment..", "io.temporal..")
          .because("what it means is decided without Temporal");
}
