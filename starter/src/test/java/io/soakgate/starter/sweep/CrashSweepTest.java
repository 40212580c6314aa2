package io.soakgate.starter.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.DeploymentWorkflow.Closing;
import io.soakgate.starter.crash.Await;
import io.soakgate.starter.crash.Diary;
import io.soakgate.starter.crash.TypedHere;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Every step of a deployment, stopped before its effect, after it, and after it was written down,
 * while the worker, Temporal or the database breaks: each goes on to where it would have gone, and
 * nobody types a command for that. All places of one fault are stopped at the same moment, each in
 * a deployment of its own, so that one crash hits them all. A usual run has every place once, with
 * one of the faults that changes from day to day; {@code -Dsweep=all} has every place with each.
 */
@Tag("crash")
class CrashSweepTest {
  private static final Path HOME = Path.of("target", "sweep").toAbsolutePath();
  private static final List<Case> CASES = new ArrayList<>();
  private static final Map<String, Outcome> OUTCOMES = new ConcurrentHashMap<>();
  private static final Map<String, String> LOST = new ConcurrentHashMap<>();
  private static Diary diary;
  private static Case undisturbed;

  @BeforeAll
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  static void sweep() throws Exception {
    CASES.clear();
    OUTCOMES.clear();
    LOST.clear();
    undisturbed = null;
    diary = new Diary("sweep");
    Files.createDirectories(HOME);
    Path folder = Files.createTempDirectory(HOME, "round-");
    Map<Fault, List<Stop>> asked =
        Asked.of(
            System.getProperty("sweep", ""),
            System.getProperty("sweep.places", ""),
            LocalDate.now(ZoneOffset.UTC));
    int most = asked.values().stream().mapToInt(List::size).max().orElseThrow();
    try (SweepGround ground = new SweepGround(folder, most + 1, diary)) {
      for (Map.Entry<Fault, List<Stop>> round : asked.entrySet()) {
        round(ground, round.getKey(), round.getValue());
      }
      audited(ground);
    }
  }

  private static void round(SweepGround ground, Fault fault, List<Stop> stops) throws Exception {
    List<Case> cases = new ArrayList<>();
    for (Stop stop : stops) {
      cases.add(new Case(stop, fault, cases.size() + 1, ground.onlooker(), ground.latches()));
    }
    CASES.addAll(cases);
    if (undisturbed == null) {
      undisturbed =
          new Case(Stop.NOWHERE, fault, cases.size() + 1, ground.onlooker(), ground.latches());
      cases.add(undisturbed);
    }
    for (Case one : cases) {
      one.make();
    }
    diary.line(fault + ": the databases are made");
    each(cases, c -> c.bring(ground.client()));
    diary.line(fault + ": everything is where it shall be stopped");
    ground.shutValve();
    each(cases, CrashSweepTest::note);
    each(cases, CrashSweepTest::holds);
    strike(ground, fault, cases);
    each(cases, c -> c.attach(ground.client()));
    each(cases, CrashSweepTest::converge);
    diary.line(fault + ": everything has ended");
  }

  private static void converge(Case one) throws Exception {
    if (one.stop().ends() == Stop.Ends.SUCCEEDED) {
      one.walk().signOff();
    }
    Closing closing = one.walk().end();
    OUTCOMES.put(one.words(), Outcome.of(one, closing.ending()));
  }

  private static void note(Case one) throws Exception {
    if (one.stop().recorded()) {
      one.record();
    }
  }

  private static void holds(Case one) throws Exception {
    if (!one.stop().recorded()) {
      Await.amongMany(one.words() + " is still stopped", one::standing, one::stopped);
    }
  }

  private static void strike(SweepGround ground, Fault fault, List<Case> cases) throws Exception {
    switch (fault) {
      case WORKER -> ground.killWorker();
      case TEMPORAL -> ground.killTemporal();
      case DATABASE -> ground.cutDatabase();
    }
    for (Case one : cases) {
      one.letGo();
    }
    if (fault == Fault.TEMPORAL) {
      ground.startTemporal();
    }
    ground.openValve();
    if (fault == Fault.WORKER) {
      ground.startWorker();
    }
  }

  /** Something that is done with a case. */
  private interface Doing {
    void with(Case one) throws Exception;
  }

  /** Does it with all of them at the same time; what got lost on the way is left out. */
  private static void each(List<Case> cases, Doing doing) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(cases.size());
    List<Future<?>> all = new ArrayList<>();
    for (Case one : cases) {
      all.add(threads.submit(() -> attempt(one, doing)));
    }
    threads.shutdown();
    for (Future<?> one : all) {
      one.get(30, TimeUnit.MINUTES);
    }
  }

  private static void attempt(Case one, Doing doing) {
    if (LOST.containsKey(one.words())) {
      return;
    }
    try {
      doing.with(one);
    } catch (Exception | AssertionError e) {
      LOST.put(one.words(), e.toString());
      diary.line(one.words() + " is lost: " + e);
    }
  }

  private static void audited(SweepGround ground) throws Exception {
    TypedHere typed = TypedHere.soakgate(ground.folder(), "audit", "verify");
    diary.line(typed.said().strip());
    assertThat(typed.code()).as(typed.said()).isZero();
  }

  @AfterAll
  static void count() {
    long converged = CASES.stream().filter(c -> wrong(c) == null).count();
    System.out.println("SWEEP " + converged + " of " + CASES.size());
  }

  @TestFactory
  Stream<DynamicTest> convergesWithoutACommand() {
    return CASES.stream()
        .map(c -> DynamicTest.dynamicTest(c.words(), () -> assertThat(wrong(c)).isNull()));
  }

  /** What is wrong with it, or null. */
  private static String wrong(Case one) {
    if (LOST.containsKey(one.words())) {
      return LOST.get(one.words());
    }
    Outcome is = OUTCOMES.get(one.words());
    Outcome otherwise = OUTCOMES.get(undisturbed.words());
    if (is == null || otherwise == null) {
      return "it was not tried, or the one that nothing stops was lost: " + LOST;
    }
    Outcome expected = Outcome.expected(one.stop(), otherwise.differences());
    return is.equals(expected) ? null : "expected " + expected + ", but it is " + is;
  }
}
