package io.soakgate.starter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Dependencies point one way, from the command line towards what was asked for. */
class DirectionTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.soakgate");

  private static final String[] WORKFLOWS = {"..plan..", "..verdict..", "..deployment.."};
  private static final String[] ACTIVITIES = {
    "..action..",
    "..probe..",
    "..channel..",
    "..backup..",
    "..readonly..",
    "..drill..",
    "..fingerprint..",
    "..target..",
    "..audit..",
    "..takeover..",
    "..admission..",
    "..script..",
    "..lint..",
    "..http..",
    "..command..",
    "io.soakgate.slack..",
    "..embedded.."
  };

  /**
   * Verbs that run things on this machine, or work while Temporal does not answer; every other verb
   * only talks to Temporal.
   */
  private static final String LOCAL_VERBS =
      "io\\.soakgate\\.starter\\.(Configured|Demo|Dev|Trouble|WorkerVerb|Validate|ScratchServer|Preview|ReportVerb|Plans|Audit[A-Z][a-z]+|Connect|Connected|AbilityTable|RunbookVerb|LostRowsVerb|BackupsVerb|ReconcileVerb|Slack[A-Z][a-z]+(\\$1)?|Arranged|Offline)";

  @Test
  void whatDecidesKnowsNothingOfWhatTouches() {
    noClasses()
        .that()
        .resideInAnyPackage(WORKFLOWS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ACTIVITIES)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.soakgate.worker..",
            "io.soakgate.intake..",
            "io.soakgate.localslack..",
            "io.soakgate.dev..",
            "io.soakgate.sample..",
            "io.soakgate.starter..")
        .check(CODE);
  }

  @Test
  void whatTouchesKnowsNothingOfTheProcessItRunsIn() {
    noClasses()
        .that()
        .resideInAnyPackage(ACTIVITIES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.soakgate.worker..",
            "io.soakgate.intake..",
            "io.soakgate.localslack..",
            "io.soakgate.dev..",
            "io.soakgate.sample..",
            "io.soakgate.starter..")
        .check(CODE);
  }

  @Test
  void theWorkerKnowsNothingOfTheCommandLine() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.soakgate.worker..",
            "io.soakgate.intake..",
            "io.soakgate.localslack..",
            "io.soakgate.dev..",
            "io.soakgate.sample..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.soakgate.starter..")
        .check(CODE);
  }

  @Test
  void onlyLocalVerbsLookPastTheWorkflows() {
    noClasses()
        .that()
        .resideInAPackage("io.soakgate.starter..")
        .and()
        .haveNameNotMatching(LOCAL_VERBS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ACTIVITIES)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("io.soakgate.worker..", "io.soakgate.dev..", "io.soakgate.sample..")
        .check(CODE);
  }

  @Test
  void noRoomsDependOnEachOtherInACircle() {
    slices().matching("io.soakgate.(*)..").should().beFreeOfCycles().check(CODE);
  }

  @Test
  void namesSayWhatThingsAre() {
    classes()
        .that()
        .resideInAPackage("io.soakgate..")
        .should()
        .haveNameNotMatching(".*(Manager|Helper|Util|Utils|Base|Service|Processor)$")
        .check(CODE);
  }
}
