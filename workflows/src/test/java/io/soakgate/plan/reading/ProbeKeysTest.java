package io.soakgate.plan.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Check;
import io.soakgate.plan.NamedSpec;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Spec;
import org.junit.jupiter.api.Test;

/**
 * {@code writes}, {@code with} and {@code watched}: what stands beside a probe, or in its place.
 */
class ProbeKeysTest {
  private static final String AFTER = "checks:\n      after: [smoke]";
  private static final String UP = "  speed: {latency: {statement: SELECT 1, runs: 5}}\n";

  @Test
  void aValueMayBeHeldToSeveralBounds() {
    Plan plan = SmallPlan.read("{p95: \"< 100 ms\"}", "{p95: [\"< 100 ms\", \"> 1 ms\"]}");

    assertThat(plan.environments().get(1).checksAt("after").get(0).must())
        .extracting(e -> e.value() + " " + e.bound().text())
        .containsExactly("p95 < 100 ms", "p95 > 1 ms");
    assertThat(SmallPlan.refusals("{p95: \"< 100 ms\"}", "{p95: []}"))
        .containsExactly("plan.yaml:26:19: this list is empty: nothing is expected; write a bound");
  }

  @Test
  void whatMayWriteIsTold() {
    Plan plan =
        SmallPlan.read(
            AFTER, "checks:\n      after: [{call: {function: a.b}, writes: true}, smoke]");
    Check check = plan.environments().get(1).checksAt("after").get(0);

    assertThat(check.probe().writes()).isTrue();
    assertThat(check.probe().with()).hasToString("{\"function\":\"a.b\",\"writes\":true}");
  }

  @Test
  void whatOnlyLooksDoesNotWrite() {
    assertThat(
            SmallPlan.refusals(AFTER, "checks:\n      after: [smoke, {cache: {}, writes: true}]"))
        .containsExactly(
            "plan.yaml:58:42: `writes` stands beside `cache`: it only looks; what it does is taken"
                + " back; remove it, or use one of `call`");
  }

  @Test
  void nothingWritesBeforeTheChangesNorInARule() {
    assertThat(
            SmallPlan.refusals(
                UP,
                UP + "  drain: {call: {function: a.b}, writes: true}\n",
                "before: [smoke]",
                "before: [smoke, drain]",
                "      probe: speed\n      when: {p95: \"> 2x baseline + 20 ms\"}",
                "      probe: drain\n      when: {n: \"> 2\"}"))
        .containsExactly(
            "plan.yaml:14:11: check `drain` writes at `before`: what is to be changed must be as it was"
                + " when people agreed; check it after the change, or remove `writes: true`",
            "plan.yaml:68:14: a rule's probe writes: a watch only looks, again and again; remove"
                + " `writes: true`");
  }

  @Test
  void nothingWritesJustBeforeAChangeNorWhileSomethingElseIsChecked() {
    assertThat(
            SmallPlan.refusals(
                UP,
                UP + "  drain: {call: {function: a.b}, writes: true}\n",
                "takes: 5m",
                "takes: 5m\n    before: [drain]",
                "{p95: \"< 100 ms\"}",
                "{p95: \"< 100 ms\"}\n      during: drain"))
        .containsExactly(
            "plan.yaml:14:11: check `drain` writes before its change: what is to be changed must be as"
                + " it was when people agreed; check it after the change, or remove `writes: true`",
            "plan.yaml:29:15: `during` looks through `call`: it looks at the target again and again, and"
                + " changes nothing; name a probe that only looks at the target");
  }

  @Test
  void whatWritesHasNoBaseline() {
    assertThat(
            SmallPlan.refusals(
                AFTER,
                "checks:\n      after: [smoke, {call: {}, writes: true, must: {n: \"= baseline\"}}]"))
        .containsExactly(
            "plan.yaml:58:22: what writes is compared with a baseline: it would write before the change"
                + " as well; write a figure, or compare what another probe measures");
  }

  @Test
  void parametersAreFilledIntoTheNamedProbe() {
    Plan plan =
        SmallPlan.read(
            UP,
            UP + "  of-tenant: {rows: {tables: [\"${table}\", \"t.${tenant}\"]}}\n",
            AFTER,
            "checks:\n      after: [smoke, {probe: of-tenant, with: {tenant: 7}},"
                + " {probe: of-tenant, with: {tenant: b}}]");

    assertThat(plan.environments().get(1).checksAt("after"))
        .extracting(c -> c.name() + " " + c.probe().with())
        .contains(
            "of-tenant {\"tables\":[\"${table}\",\"t.7\"]}",
            "of-tenant-2 {\"tables\":[\"${table}\",\"t.b\"]}");
    assertThat(plan.probes())
        .as("what a person may look through without parameters")
        .extracting(NamedSpec::name)
        .containsExactly("speed", "rows-now");
  }

  @Test
  void aParameterThatFillsNothingIsRefused() {
    assertThat(
            SmallPlan.refusals(
                AFTER,
                "checks:\n      after: [smoke, {probe: speed, with: {runs: 7, table: x, now: 1, a: []}}]"))
        .containsExactly(
            "plan.yaml:58:50: parameter `runs` is never used: nothing in the probe says `${runs}`; use"
                + " it or remove it",
            "plan.yaml:58:60: `table` is a value of the environment: it would mean two things in one"
                + " probe; rename one of them",
            "plan.yaml:58:68: `now` is built in: Soakgate fills it in itself; rename it",
            "plan.yaml:58:74: `a` is a list: a parameter is one word or figure; write one");
  }

  @Test
  void whatAWatchSawIsKnownByItsProbe() {
    Plan plan =
        SmallPlan.read(
            AFTER,
            "checks:\n      after: [smoke]\n"
                + "      end: [{watched: speed.p95, must: {max: \"< 1 s\"}}]");
    Spec watched = plan.environments().get(1).checksAt("end").get(0).probe();

    assertThat(watched.with())
        .hasToString(
            "{\"value\":\"speed.p95\",\"of\":{\"kind\":\"latency\",\"with\":"
                + "{\"statement\":\"SELECT 1\",\"runs\":5}}}");
    Spec sampled = plan.environments().get(1).watches().get(0).rules().get(0).probe();
    assertThat(sampled.isWritten(watched.with().path(Spec.WATCHED_PROBE))).isTrue();
  }

  @Test
  void whatNoWatchSawIsRefused() {
    assertThat(
            SmallPlan.refusals(
                "must: {total: \"= baseline\"}\nchecks",
                "must: {total: \"= baseline\"}\n      - watched: speed.p95\nchecks",
                AFTER,
                "checks:\n      after: [smoke, {watched: speed.p95}]\n"
                    + "      end: [{watched: rows-now.a}, {watched: spped.p95}, {watched: speed},"
                    + " {watched: {value: speed.p95, watch: day}}]"))
        .containsExactly(
            "plan.yaml:23:9: check `watched` asks a watch while the changes are made: watches come"
                + " after them; check it at `end` or by a watch's name",
            "plan.yaml:59:23: no watch of `production` has sampled this by `after`: there would be"
                + " nothing to sum up; give a rule of a watch that probe, and check it at `end` or by the"
                + " watch's name",
            "plan.yaml:60:14: no watch of `production` has sampled this by `end`: there would be"
                + " nothing to sum up; give a rule of a watch that probe, and check it at `end` or by the"
                + " watch's name",
            "plan.yaml:60:46: no probe is called `spped`: a watch samples named probes; did you mean"
                + " `speed`?",
            "plan.yaml:60:68: `watched` is \"speed\": it names a probe and one of its values; write it"
                + " like `alive.up`",
            "plan.yaml:60:77: no watch of `production` has sampled this by `end`: there would be"
                + " nothing to sum up; give a rule of a watch that probe, and check it at `end` or by the"
                + " watch's name");
  }

  @Test
  void aLimitFinerThanASampleIsRefused() {
    assertThat(
            SmallPlan.refusals(
                AFTER,
                "checks:\n      after: [smoke]\n"
                    + "      end: [{watched: speed.p95, must: {share: \">= 99.9%\"}},"
                    + " {watched: speed.p95, must: {share: \">= 80%\", max: \"< 1 s\"}}]"))
        .containsExactly(
            "plan.yaml:59:14: `share` >= 99.9% of 6 samples: a single one is more than the limit leaves"
                + " room for; sample at least 1000 times, or write `= 100%`");
  }
}
