package io.soakgate.probe.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.ProbeActivity.DuringRequest;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.deployment.ProbeActivity.Together;
import io.soakgate.plan.reading.Node;
import io.soakgate.probe.Fold;
import io.soakgate.probe.Lab;
import io.soakgate.probe.Probe;
import io.soakgate.probe.Probes;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is seen while a load runs. */
class DuringTest {
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch looked = new CountDownLatch(3);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private boolean broken;

  /** Runs until somebody has looked three times. */
  private final class Load implements Probe {
    @Override
    public String kind() {
      return "load";
    }

    @Override
    public List<String> check(Node with) {
      return List.of();
    }

    @Override
    public Measurement look(Node with, ProbeRequest request) throws Exception {
      if (broken) {
        throw new IllegalStateException("no such endpoint");
      }
      begun.countDown();
      try {
        assertThat(looked.await(90, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw e;
      }
      return Measurement.saw(Lab.NOW, List.of(Value.number("errors", 0)));
    }
  }

  /** One more each time; a bucket of it is the mean. */
  private final class Pool implements Probe {
    private int used;

    @Override
    public String kind() {
      return "pool";
    }

    @Override
    public List<String> check(Node with) {
      return List.of();
    }

    @Override
    public Measurement look(Node with, ProbeRequest request) throws Exception {
      assertThat(broken || begun.await(90, TimeUnit.SECONDS)).isTrue();
      looked.countDown();
      return Measurement.saw(Lab.NOW, List.of(Value.number("used", ++used)));
    }

    @Override
    public Measurement fold(List<Measurement> samples) {
      BigDecimal last = Fold.last(samples).value("used").orElseThrow().number();
      return Measurement.saw(
          Lab.NOW,
          List.of(Value.number("looks", samples.size()), Value.number("last", last, null)));
    }
  }

  private Together look() throws InterruptedException {
    DuringRequest request =
        new DuringRequest(
            Lab.scope(),
            Lab.spec("load", "{}"),
            null,
            List.of(Lab.spec("pool", "{}")),
            Duration.ofMillis(10),
            List.of());
    Looks looks = new Looks(new Probes(List.of(new Load(), new Pool())), Lab.CLOCK);
    return new During(request, looks, Lab.CLOCK).look();
  }

  @Test
  void itLooksAgainAndAgainWhileTheLoadRunsAndFoldsWhatItSaw() throws Exception {
    Together together = look();

    assertThat(together.during().value("errors")).contains(Value.number("errors", 0));
    Measurement pool = together.seen().get(0);
    BigDecimal looks = pool.value("looks").orElseThrow().number();
    assertThat(looks).isGreaterThanOrEqualTo(new BigDecimal(3));
    assertThat(pool.value("last").orElseThrow().number()).isEqualByComparingTo(looks);
  }

  @Test
  void beneathALoadThatDidNotRunNothingWasSeen() throws Exception {
    broken = true;

    Together together = look();

    assertThat(together.during().blind()).isEqualTo("no such endpoint");
    assertThat(together.seen().get(0).blind()).isEqualTo("load could not run: no such endpoint");
  }

  @Test
  void whoeverStopsTheLookStopsTheLoad() throws Exception {
    Thread.currentThread().interrupt();

    assertThatThrownBy(this::look).isInstanceOf(InterruptedException.class);

    assertThat(begun.getCount() == 1 || interrupted.await(90, TimeUnit.SECONDS)).isTrue();
  }
}
