package io.soakgate.starter.rollbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.embedded.CacheDirectory;
import io.soakgate.embedded.PostgresBinaries;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.embedded.PostgresOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Every rollback option of every plan, after every change, on the plan's sample: the database is
 * what it was, but for what the plan says that the option leaves. A database that has only the
 * changes that the option keeps is what it is held against.
 *
 * <p>{@code -Drollbacks=menuca-v3} tries those of one plan.
 */
@Tag("server")
class RollbacksTest {
  private static final Path HOME = Path.of("target", "rollbacks").toAbsolutePath();
  private static final int LANES = 2;

  // The longest first, so that both lanes end at about the same time.
  private static final List<String> PLANS =
      List.of("aclue", "menuca-v3", "ai-assistant", "punch-list", "spfp");

  private static final List<Tried> TRIED = Collections.synchronizedList(new ArrayList<>());

  /** One that was tried; what is wrong is empty when nothing is. */
  private record Tried(String words, List<String> wrong) {}

  @BeforeAll
  static void tryThemAll() throws Exception {
    TRIED.clear();
    String only = System.getProperty("rollbacks", "");
    LinkedBlockingQueue<String> queue =
        new LinkedBlockingQueue<>(
            PLANS.stream().filter(p -> only.isEmpty() || only.equals(p)).toList());
    ExecutorService threads = Executors.newFixedThreadPool(LANES);
    CountDownLatch done = new CountDownLatch(LANES);
    for (int i = 1; i <= LANES; i++) {
      Path home = HOME.resolve("lane-" + i);
      threads.execute(() -> lane(home, queue, done));
    }
    assertThat(done.await(40, TimeUnit.MINUTES)).as("every rollback was tried").isTrue();
    threads.shutdown();
  }

  private static void lane(Path home, LinkedBlockingQueue<String> queue, CountDownLatch done) {
    try (PostgresCluster cluster = cluster(home)) {
      PostgresBinaries binaries = binaries();
      for (String plan = queue.poll(); plan != null; plan = queue.poll()) {
        Path folder = Files.createDirectories(home.resolve(plan));
        try (PlanGround ground =
            new PlanGround(plan, cluster, folder, null, binaries.clientTools())) {
          ground.cases().forEach(rolled -> attempt(ground, rolled));
        }
      }
    } catch (Exception e) {
      TRIED.add(new Tried(home.getFileName() + ": all of it", List.of(e.toString())));
      e.printStackTrace();
    } finally {
      done.countDown();
    }
  }

  private static PostgresBinaries binaries() throws IOException, InterruptedException {
    return PostgresBinaries.find(CacheDirectory.path(), line -> {});
  }

  private static PostgresCluster cluster(Path home) throws IOException, InterruptedException {
    return PostgresCluster.start(
        binaries(), home.resolve("cluster"), PostgresOptions.telling(System.out::println));
  }

  private static void attempt(PlanGround ground, Rolled rolled) {
    long begun = System.nanoTime();
    List<String> wrong;
    try {
      wrong = ground.differences(rolled);
    } catch (Exception e) {
      wrong = List.of(e.toString());
    }
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    TRIED.add(new Tried(rolled.words(), wrong));
    String outcome = wrong.isEmpty() ? "as it was" : String.join("\n  ", wrong);
    System.out.println(rolled.words() + ": " + outcome + ", " + took + " ms");
  }

  @AfterAll
  static void count() {
    long right = TRIED.stream().filter(t -> t.wrong().isEmpty()).count();
    System.out.println("ROLLBACKS " + right + " of " + TRIED.size());
  }

  @TestFactory
  Stream<DynamicTest> leavesWhatThePlanSays() {
    // In one order whichever lane was faster, so that the same one is found when it is tried again.
    return TRIED.stream()
        .sorted(Comparator.comparing(Tried::words))
        .map(t -> DynamicTest.dynamicTest(t.words(), () -> assertThat(t.wrong()).isEmpty()));
  }
}
