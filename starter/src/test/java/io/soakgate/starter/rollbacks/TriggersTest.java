package io.soakgate.starter.rollbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.embedded.CacheDirectory;
import io.soakgate.embedded.PostgresBinaries;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.embedded.PostgresOptions;
import io.soakgate.verdict.Outcome;
import io.soakgate.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every rule of the five plans that leads to a rollback is broken by what it is there for, made
 * true in a real database, application or log, and by nothing before that. How many buckets it
 * takes is {@code TallyModelTest}'s.
 *
 * <p>{@code -Dtriggers=menuca-v3} tries those of one plan.
 */
@Tag("server")
class TriggersTest {
  private static final Path HOME = Path.of("target", "triggers").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static PostgresCluster cluster;
  private static PostgresBinaries binaries;
  private static int fired;

  @BeforeAll
  static void start() throws Exception {
    binaries = PostgresBinaries.find(CacheDirectory.path(), line -> {});
    cluster =
        PostgresCluster.start(
            binaries, HOME.resolve("cluster"), PostgresOptions.telling(System.out::println));
  }

  @AfterAll
  static void stop() throws Exception {
    System.out.println("TRIGGERS " + fired + " of " + Triggers.ALL.size());
    cluster.close();
  }

  @Test
  void everyRuleThatLeadsToARollbackHasItsTrigger() throws Exception {
    List<String> rules = new ArrayList<>();
    try (Stream<Path> folders = Files.list(PlanGround.PLANS)) {
      for (Path folder : folders.filter(f -> Files.exists(f.resolve("plan.yaml"))).toList()) {
        String plan = folder.getFileName().toString();
        TriggerGround.rules(PlanGround.read(plan).plan())
            .forEach(rule -> rules.add(plan + ": " + rule.name()));
      }
    }

    assertThat(Triggers.ALL).extracting(Trigger::words).containsExactlyInAnyOrderElementsOf(rules);
  }

  @ParameterizedTest
  @ValueSource(strings = {"menuca-v3", "aclue", "ai-assistant", "punch-list", "spfp"})
  void whatARuleIsThereForBreaksItAndNothingBefore(String plan) throws Exception {
    if (!System.getProperty("triggers", plan).equals(plan)) {
      return;
    }
    Path home = Files.createDirectories(HOME.resolve(plan));
    List<String> wrong = new ArrayList<>();
    try (TriggerGround ground =
        new TriggerGround(plan, cluster, home, null, binaries.clientTools())) {
      for (Trigger trigger : Triggers.ALL.stream().filter(t -> t.plan().equals(plan)).toList()) {
        int before = wrong.size();
        fire(ground, trigger, wrong);
        fired += wrong.size() == before ? 1 : 0;
      }
    }

    assertThat(wrong).isEmpty();
  }

  private static void fire(TriggerGround ground, Trigger trigger, List<String> wrong)
      throws Exception {
    Instant since = Instant.now();
    Verdict before = until(Outcome.PASS, ground, trigger, since);
    if (before.outcome() != Outcome.PASS) {
      wrong.add(trigger.words() + " before: " + before.words());
    }
    Trigger.Undoing made = trigger.making().make(ground);
    Verdict seen = until(Outcome.FAIL, ground, trigger, since);
    made.close();
    System.out.println(trigger.words() + ": " + seen.words());
    if (seen.outcome() != Outcome.FAIL) {
      wrong.add(trigger.words() + " when it is true: " + seen.words());
    }
  }

  /**
   * What a rule says, looked at again while it says something else: in a bucket of less than a
   * second a busy machine is slow by itself, and a quick one gets between two locks.
   */
  private static Verdict until(
      Outcome wanted, TriggerGround ground, Trigger trigger, Instant since) {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    Verdict seen = ground.judge(trigger.rule(), since);
    while (seen.outcome() != wanted && System.nanoTime() < giveUp) {
      seen = ground.judge(trigger.rule(), since);
    }
    return seen;
  }
}
