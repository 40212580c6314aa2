package io.soakgate.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.action.Actions;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.ConditionActivity.Elsewhere;
import io.soakgate.deployment.Known;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.probe.Probe;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code drift}. */
@Tag("postgres")
class DriftProbeTest {
  private static final Instant NOW = Instant.parse("2026-11-21T07:00:00Z");

  @TempDir private Path home;
  private Site site;

  @BeforeEach
  void begin() {
    site = new Site(home);
  }

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void whatWasChangedSinceTheLastLookIsCountedAndNamed() throws Exception {
    String before = site.look().catalog();
    Known known = new Known(null, null, null, null, before, null);

    assertThat(look("last-look", known).values()).containsExactly(differences(0), changed(false));
    site.run("ALTER TABLE orders ADD COLUMN surprise text", "INSERT INTO orders VALUES (2, 'b')");

    Measurement seen = look("last-look", known);

    assertThat(seen.values()).containsExactly(differences(1), changed(true));
    assertThat(seen.note()).isEqualTo("added column public.orders.surprise");
  }

  @Test
  void anotherEnvironmentIsTheOneThatTheWalkSaw() throws Exception {
    String staging = site.look().catalog();
    site.run("CREATE TABLE more (id int)");
    Known known =
        new Known(
            null, null, null, null, null, List.of(new Elsewhere("staging", staging, null, null)));

    assertThat(look("staging", known).values()).contains(changed(true));
    assertThat(look("canary", known).blind())
        .isEqualTo("the walk has seen no catalog of environment canary to compare with");
  }

  @Test
  void whatNobodySawBeforeIsBlind() throws Exception {
    assertThat(look("last-look", Known.NOTHING).blind())
        .isEqualTo(
            "nobody knows what the catalog was: nothing has looked at it yet, or a step failed");
  }

  @Test
  void driftIsFromSomething() {
    Problems problems = new Problems();
    probe().check(node("{}", problems));

    assertThat(problems.list().stream().map(Problem::line))
        .containsExactly(
            "plan.yaml:1:1: `since` is missing: drift is a difference from something; write `since:"
                + " last-look` or the name of an earlier environment");
  }

  private Measurement look(String since, Known known) throws Exception {
    Scope scope = new Scope("d", "shop", "production", "shop", List.of(), NOW);
    Node with = node("since: " + since, new Problems());
    return probe().look(with, new ProbeRequest(scope, null, null, site.scripts, known));
  }

  private Probe probe() {
    Targets targets = new Targets(List.of(site.target));
    Actions actions = new Actions(Actions.sql(targets, site.folders, site.store));
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return ConditionActivityImpl.drift(targets, site.store, actions, clock);
  }

  private static Node node(String yaml, Problems problems) {
    return Node.parse("plan.yaml", yaml.getBytes(StandardCharsets.UTF_8), problems).orElseThrow();
  }

  private static Value differences(long count) {
    return Value.number("differences", count);
  }

  private static Value changed(boolean changed) {
    return Value.text("changed", String.valueOf(changed));
  }
}
