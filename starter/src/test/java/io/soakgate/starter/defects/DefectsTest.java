package io.soakgate.starter.defects;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.admission.ReadPlan;
import io.soakgate.deployment.Ending;
import io.soakgate.plan.Plan;
import io.soakgate.plan.reading.Problems;
import io.soakgate.starter.defects.Defect.Ends;
import io.soakgate.starter.defects.Walked.Line;
import io.soakgate.worker.Configuration;
import io.soakgate.worker.Parts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Every defect in the plans' {@code defects.yaml} is caught before production, by the check that
 * should catch it, in its words, and nothing stays half done.
 *
 * <p>{@code -Ddefects=menuca-v3} runs those of a plan, {@code -Ddefects=menuca-v3/tenant-leak} one;
 * several are separated by commas.
 */
@Tag("server")
class DefectsTest {
  private static final Path PLANS = Path.of("..", "plans").toAbsolutePath().normalize();
  private static final Path HOME = Path.of("target", "defects").toAbsolutePath();
  private static final int LANES = 2;
  private static final long PATIENCE_MINUTES = 40;
  private static final String LAST = "production";

  private static final Map<String, Plan> READ = new ConcurrentHashMap<>();
  private static final List<Running> ALL = new ArrayList<>();
  private static final Set<String> RIGHT = ConcurrentHashMap.newKeySet();
  private static ExecutorService laneThreads;

  private record Running(Defect defect, CompletableFuture<Walked> walked) {}

  @BeforeAll
  static void walkThemAll() throws Exception {
    if (ALL.isEmpty()) {
      String only = System.getProperty("defects", "");
      DefectReader.all(PLANS).stream()
          .filter(d -> only.isEmpty() || asked(d, List.of(only.split(","))))
          .forEach(d -> ALL.add(new Running(d, new CompletableFuture<>())));
    }
    // When one that failed is tried again, the others are not walked again.
    ALL.replaceAll(r -> right(r) ? r : new Running(r.defect(), new CompletableFuture<>()));
    List<Running> left = ALL.stream().filter(r -> !right(r)).toList();
    Turns<Running> turns = new Turns<>(left, r -> r.defect().plan());
    laneThreads = Executors.newFixedThreadPool(LANES);
    for (int i = 1; i <= LANES; i++) {
      Path home = HOME.resolve("lane-" + i);
      laneThreads.execute(() -> lane(home, turns, left));
    }
  }

  private static boolean right(Running running) {
    return RIGHT.contains(running.defect().id());
  }

  private static boolean asked(Defect defect, List<String> only) {
    return only.contains(defect.plan()) || only.contains(defect.id());
  }

  private static void lane(Path home, Turns<Running> turns, List<Running> all) {
    try (Lane lane = new Lane(PLANS, home)) {
      Optional<Running> next = turns.first();
      while (next.isPresent()) {
        walk(lane, next.get());
        next = turns.after(next.get());
      }
    } catch (Exception e) {
      // What nobody walks any more must not be waited for.
      all.forEach(r -> r.walked().completeExceptionally(e));
    }
  }

  private static void walk(Lane lane, Running running) {
    long begun = System.nanoTime();
    Defect defect = running.defect();
    try {
      Plan plan = READ.computeIfAbsent(defect.plan(), DefectsTest::read);
      running.walked().complete(lane.walk(plan, defect));
    } catch (Exception | AssertionError e) {
      running.walked().completeExceptionally(e);
    }
    long took = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
    System.out.println(defect.id() + " walked in " + took + " s");
  }

  private static Plan read(String name) {
    Configuration nothing = Configuration.none(PLANS);
    Problems problems = new Problems();
    return ReadPlan.of(PLANS, name, Parts.of(nothing, System.out).catalogue(), problems)
        .orElseThrow(() -> new IllegalStateException(problems.list().toString()))
        .plan();
  }

  @AfterAll
  static void count() throws InterruptedException {
    laneThreads.shutdownNow();
    assertThat(laneThreads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    System.out.println("DEFECTS " + RIGHT.size() + " of " + ALL.size());
  }

  @TestFactory
  Stream<DynamicTest> caughtBeforeProduction() {
    return ALL.stream()
        .map(
            r ->
                DynamicTest.dynamicTest(
                    r.defect().id() + ": " + r.defect().story(), () -> judge(r)));
  }

  private static void judge(Running running) throws Exception {
    Defect defect = running.defect();
    Walked walked = running.walked().get(PATIENCE_MINUTES, TimeUnit.MINUTES);
    if (defect.caught().atAdmission()) {
      assertThat(walked.why()).anyMatch(said(defect)::matches);
    } else {
      caught(defect, walked.failures());
    }
    ended(defect, walked);
    RIGHT.add(defect.id());
  }

  /** By the named one, and by none that came before its moment. */
  private static void caught(Defect defect, List<Line> failures) {
    Defect.Caught by = defect.caught();
    assertThat(failures).as("what failed").isNotEmpty();
    assertThat(failures.get(0))
        .as("the first of %s", failures)
        .matches(
            f -> by.in().equals(f.environment()) && f.subject().startsWith(by.moment()),
            "is in " + by.in() + " at " + by.moment());
    assertThat(failures)
        .filteredOn(f -> f.subject().equals(by.by()))
        .extracting(Line::words)
        .as("what %s says", by.by())
        .anyMatch(words -> said(defect).matches(words));
  }

  private static void ended(Defect defect, Walked walked) {
    if (defect.ends() == Ends.HELD) {
      assertThat(walked.held()).as("what it waits for a person with").isNotNull();
      assertThat(walked.ending()).isIn(Ending.ROLLED_BACK, Ending.REFUSED, Ending.CANCELLED);
    } else {
      assertThat(walked.held()).as("what it waits for a person with").isNull();
      assertThat(walked.ending().name()).isEqualTo(defect.ends().name());
    }
    assertThat(walked.changed()).as("databases that changed").doesNotContain(LAST);
    boolean elsewhere =
        LAST.equals(defect.caught().in()) || defect.ends() == Ends.PARTLY_ROLLED_BACK;
    if (!elsewhere && !keeps(walked)) {
      assertThat(walked.changed()).as("databases that changed").isEmpty();
    }
  }

  /** Whether the plan says that what was rolled back leaves something behind on purpose. */
  private static boolean keeps(Walked walked) {
    return walked.failures().stream()
        .anyMatch(f -> f.subject().equals("fingerprint") && f.words().contains("the plan keeps "));
  }

  /** Words with {@code {n}} and {@code {any}} in them. */
  private record Said(Pattern pattern) {
    boolean matches(String words) {
      return pattern.matcher(words.strip()).matches();
    }
  }

  private static Said said(Defect defect) {
    String regex =
        Pattern.quote(defect.caught().says().strip())
            .replace("{n}", "\\E[+-]?[\\d,]*\\.?\\d+\\Q")
            .replace("{any}", "\\E.*\\Q");
    return new Said(Pattern.compile(regex));
  }
}
