package io.soakgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.verdict.Gate.Given;
import io.soakgate.verdict.Gate.Holder;
import io.soakgate.verdict.Gate.Say;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** INV-18: order and number of decisions do not change what they lead to. */
class GateOrderTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final List<String> ROLES = List.of("lead", "backup", "devops", "cto");
  private static final List<Holder> HOLDERS =
      List.of(
          new Holder("lead", List.of("ann", "bob")),
          new Holder("backup", List.of("bob", "cid")),
          new Holder("devops", List.of("dan")),
          new Holder("cto", List.of("eve", "ann")));

  private final Random random = new Random(18);

  @Test
  void anyOrderAndRepetitionOfTheSameApprovalsGivesTheSameDecision() {
    List<Say> needed =
        List.of(say("ann", "lead"), say("bob", "backup"), say("dan", null), say("eve", "cto"));
    for (int i = 0; i < 1_000; i++) {
      List<Say> some = needed.subList(0, 1 + random.nextInt(needed.size()));
      Set<String> once = roles(after(some));
      Gate shuffled = after(shuffledWithRepeats(some));
      assertThat(roles(shuffled)).isEqualTo(once);
      assertThat(shuffled.agreed()).isEqualTo(some.size() == needed.size());
      assertThat(shuffled.given()).hasSize(some.size());
    }
  }

  @Test
  void rejectionByARoleNobodyElseGivesRejectsWhereverItStands() {
    List<Say> all =
        List.of(say("ann", "lead"), say("bob", "backup"), say("eve", "cto"), rejection("dan"));
    for (int i = 0; i < 500; i++) {
      Gate gate = after(shuffledWithRepeats(all));
      assertThat(gate.rejected()).isTrue();
      assertThat(gate.agreed()).isFalse();
      assertThat(gate.rejectedBy()).isEqualTo("dan");
    }
  }

  @Test
  void whateverIsSaidNobodyGivesTwoRolesOrOneTheyDoNotHold() {
    List<String> people = List.of("ann", "bob", "cid", "dan", "eve", "mallory", "starter");
    List<String> named = new ArrayList<>(ROLES);
    Collections.addAll(named, null, "nonsense");
    for (int i = 0; i < 2_000; i++) {
      List<Say> said = new ArrayList<>();
      for (int j = 0; j < 12; j++) {
        said.add(
            say(
                people.get(random.nextInt(people.size())),
                named.get(random.nextInt(named.size()))));
      }
      Gate gate = after(said);
      List<String> givers = gate.given().stream().map(Given::by).toList();
      assertThat(givers).doesNotHaveDuplicates().doesNotContain("mallory", "starter");
      assertThat(gate.given()).allMatch(g -> new Holders(HOLDERS).holds(g.by(), g.role()));
      assertThat(gate.agreed()).isEqualTo(roles(gate).equals(Set.copyOf(ROLES)));
    }
  }

  private List<Say> shuffledWithRepeats(List<Say> said) {
    List<Say> more = new ArrayList<>(said);
    for (int i = 0; i < 3; i++) {
      more.add(said.get(random.nextInt(said.size())));
    }
    Collections.shuffle(more, random);
    return more;
  }

  private static Gate after(List<Say> said) {
    Gate gate =
        new Gate(
            "production",
            "go",
            1,
            "0123456789abcdef",
            ROLES,
            List.of(),
            NOON,
            null,
            "starter",
            false,
            false,
            List.of(),
            null,
            null);
    for (Say say : said) {
      gate = gate.decide(say, HOLDERS, NOON).gate();
    }
    return gate;
  }

  private static Set<String> roles(Gate gate) {
    return new HashSet<>(gate.given().stream().map(Given::role).toList());
  }

  private static Say say(String by, String role) {
    return new Say(by, role, null, null, null, null, null, null, true, Gates.PROVEN);
  }

  private static Say rejection(String by) {
    return new Say(by, null, null, null, null, null, null, "not today", false, Gates.PROVEN);
  }
}
