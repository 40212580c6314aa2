package io.soakgate.worker;

import static org.assertj.core.api.Assertions.assertThat;

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
  }

  /** Something that keeps in its heartbeats how far it is. */
  @ActivityInterface
  public interface Counting {
    /** Counts. */
    void count();
  }

  private record Both(CountDownLatch told) implements Slow, Counting {
    @Override
    public boolean work() {
      try {
        return told.await(90, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void count() {
      Activity.getExecutionContext().heartbeat("row 7");
    }
  }

  @BeforeEach
  void start() {
    environment =
        TestActivityEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new Pulsed(Slow.class))
                        .build())
                .build());
    environment.registerActivitiesImplementations(new Both(told));
  }

  @AfterEach
  void stop() {
    environment.close();
  }

  @Test
  void what_has_no_pulse_of_its_own_gets_one() {
    environment.setActivityHeartbeatListener(String.class, words -> told.countDown());

    assertThat(stub(Slow.class).work()).isTrue();
  }

  @Test
  void what_keeps_something_in_its_own_is_let_alone() {
    environment.setActivityHeartbeatListener(String.class, beats::add);

    stub(Counting.class).count();

    assertThat(beats).containsExactly("row 7");
  }

  private <T> T stub(Class<T> type) {
    return environment.newActivityStub(
        type,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(3))
            .setHeartbeatTimeout(Duration.ofSeconds(10))
            .build());
  }
}
