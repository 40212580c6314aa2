package io.soakgate.intake.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever Slack, the net and the workers do: each card is seen once, and one click is one
 * decision. {@code -Dslack.seed=17} runs one.
 */
class SlackFaultsTest {
  private static final int RUNS = 200;
  private static final int LANES = 12;

  @TempDir Path secrets;

  @Test
  void eachCardIsSeenOnceAndEachDecisionIsRecordedOnce() throws Exception {
    Integer one = Integer.getInteger("slack.seed");
    List<Integer> seeds =
        one == null
            ? IntStream.range(0, Integer.getInteger("slack.runs", RUNS)).boxed().toList()
            : List.of(one);
    AtomicInteger next = new AtomicInteger();
    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    ExecutorService lanes = Executors.newFixedThreadPool(LANES);
    try {
      List<Future<Void>> running = new ArrayList<>();
      for (int lane = 0; lane < Math.min(LANES, seeds.size()); lane++) {
        Path folder = Files.createDirectory(secrets.resolve("lane-" + lane));
        Callable<Void> work = () -> lane(folder, seeds, next, wrong);
        running.add(lanes.submit(work));
      }
      for (Future<Void> lane : running) {
        lane.get();
      }
    } finally {
      lanes.shutdownNow();
    }
    System.out.println("SLACK " + (seeds.size() - wrong.size()) + " of " + seeds.size());
    assertThat(wrong).isEmpty();
  }

  private static Void lane(
      Path secrets, List<Integer> seeds, AtomicInteger next, List<String> wrong) throws Exception {
    int i = next.getAndIncrement();
    for (int part = 0; i < seeds.size(); part++) {
      try (Lane lane = new Lane(Files.createDirectory(secrets.resolve("part-" + part)))) {
        for (; i < seeds.size() && !lane.broken(); i = next.getAndIncrement()) {
          run(lane, seeds.get(i), wrong);
        }
      }
    }
    return null;
  }

  private static void run(Lane lane, int seed, List<String> wrong) throws InterruptedException {
    List<String> found = lane.run(seed);
    if (!found.isEmpty()) {
      wrong.add(
          "%d (%s; alone: -Dslack.seed=%d): %s"
              .formatted(seed, Trouble.of(seed), seed, String.join("; ", found)));
    }
  }
}
