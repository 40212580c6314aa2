package io.soakgate.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.action.Beat;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PulsedTest {
  private final List<String> beats = new CopyOnWriteArrayList<>();
  private final CountDownLatch told = new CountDownLatch(1);
  private TestActivityEnvironment environment;

  /** Something that takes its time. */
  @ActivityInterface
  public interface Slow {
    /** Whether it was told, while it worked, that it lives. */
    boolean work();

    /** The same with words of its own. */
    boolean workWithWords();
  }

  private record SlowImpl(CountDownLatch told) implements Slow {
    @Override
    public boolean work() {
      return heard();
    }

    @Override
    public boolean workWithWords() {
      try {
        return Beat.during(
            Activity.getExecutionContext(),
            Duration.ofMinutes(1),
            pulse -> {
              pulse.progress("row 7");
              return heard();
            });
      } catch (Exception e) {
        throw Activity.wrap(e);
      }
    }

    private boolean heard() {
      try {
        return told.await(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @BeforeEach
  void start() {
    environment =
        TestActivityEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder().setWorkerInterceptors(new Pulsed()).build())
                .build());
    environment.registerActivitiesImplementations(new SlowImpl(told));
  }

  @AfterEach
  void stop() {
    environment.close();
  }

  @Test
  void what_has_no_pulse_of_its_own_gets_one() {
    environment.setActivityHeartbeatListener(String.class, words -> told.countDown());

    assertThat(slow().work()).isTrue();
  }

  @Test
  void what_has_one_keeps_it_and_its_words() {
    environment.setActivityHeartbeatListener(
        String.class,
        words -> {
          beats.add(words);
          if (!words.isEmpty()) {
            told.countDown();
          }
        });

    assertThat(slow().workWithWords()).isTrue();
    assertThat(beats).last().isEqualTo("row 7");
  }

  private Slow slow() {
    return environment.newActivityStub(
        Slow.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .setHeartbeatTimeout(Duration.ofSeconds(10))
            .build());
  }
}
