package io.soakgate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.probe.look.Looks;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A watch whose look never ends judges no rule and calls nobody. */
@Tag("postgres")
class DarkNetworkTest {
  private static final String LOGIN = "client_encoding";
  private static final String BEGINNING = "SET default_transaction_read_only";
  private static final String LOOKING = "pg_extension";

  @Test
  void aLookEndsWhenTheNetworkGoesDarkAtTheLoginOrAfterIt() throws Exception {
    Lab lab = Lab.withDatabase();

    List<CompletableFuture<Measurement>> looks =
        Stream.of(LOGIN, BEGINNING, LOOKING)
            .map(from -> CompletableFuture.supplyAsync(() -> dark(lab, from)))
            .toList();

    assertThat(looks.get(0).get(3, TimeUnit.MINUTES))
        .isEqualTo(Lab.blind("The connection attempt failed. (08001)"));
    for (CompletableFuture<Measurement> look : looks.subList(1, 3)) {
      assertThat(look.get(3, TimeUnit.MINUTES))
          .isEqualTo(Lab.blind("An I/O error occurred while sending to the backend. (08006)"));
    }
  }

  private static Measurement dark(Lab lab, String from) {
    try (DarkWire wire = new DarkWire(lab.target, from)) {
      Probes probes = Probes.of(new Targets(List.of(wire.target())), lab.folders, Lab.CLOCK);
      return new Looks(probes, Lab.CLOCK)
          .look(Lab.request(null, "slow-statements", "{timeout: 1s}"));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
