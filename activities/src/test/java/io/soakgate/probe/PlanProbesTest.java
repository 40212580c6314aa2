package io.soakgate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.backup.Contents;
import io.soakgate.backup.RowLossProbe;
import io.soakgate.channel.Channels;
import io.soakgate.plan.reading.Kinds;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.PlanReader;
import io.soakgate.plan.reading.Problems;
import io.soakgate.target.Catalogs;
import io.soakgate.target.Store;
import io.soakgate.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PlanProbesTest {
  private final Problems problems = new Problems();
  private final Probes probes =
      Lab.alone()
          .probes()
          .and(
              new RowLossProbe(
                  new Targets(List.of()),
                  new Contents(new Catalogs(new Store("", "", null))),
                  Lab.CLOCK));
  private final Channels channels = Channels.of(System.out, null, null, Lab.CLOCK);
  private final TreeSet<String> used = new TreeSet<>();
  private final TreeSet<String> files = new TreeSet<>();

  @Test
  void everyProbeAndChannelOfTheMenuPlanIsAccepted() throws IOException {
    byte[] plan = Files.readAllBytes(Path.of("..", "plans", "menuca-v3", "plan.yaml"));

    assertThat(PlanReader.read(plan, new OwnKinds(), problems)).isPresent();

    assertThat(problems.list()).isEmpty();
    assertThat(used)
        .containsExactly(
            "attest",
            "cache",
            "catalog",
            "connections",
            "console",
            "corruption",
            "explain",
            "file",
            "http",
            "http-load",
            "issues",
            "latency",
            "log",
            "metrics",
            "notices",
            "persona",
            "query",
            "rls-overhead",
            "row-loss",
            "rows",
            "sample",
            "script",
            "slack",
            "slow-statements",
            "transactions",
            "webhook");
    assertThat(files)
        .containsExactly(
            "sql/Menu & Catalog Entity/combos/combo_health.sql",
            "sql/Menu & Catalog Entity/combos/validate_combo_fix.sql",
            "sql/Menu & Catalog Entity/converted/menuca_v1_combos_postgres.sql",
            "sql/Security/test_rls_policies.sql");
  }

  /** The probes and channels of this worker; anything goes as an action. */
  private final class OwnKinds implements Kinds {
    @Override
    public List<String> names(Position position) {
      return switch (position) {
        case PROBE -> probes.names();
        case CHANNEL -> channels.names();
        case ACTION -> List.of("drop-created", "restore", "sql");
        case BACKUP -> List.of("clone", "dump");
      };
    }

    @Override
    public List<String> check(Position position, String kind, Node with) {
      if (position == Position.PROBE) {
        used.add(kind);
        List<String> named = probes.kind(kind).orElseThrow().check(with);
        files.addAll(named);
        return named;
      }
      if (position == Position.CHANNEL) {
        used.add(kind);
        channels.kind(kind).orElseThrow().check(with);
      }
      return List.of();
    }
  }
}
