package io.soakgate.starter.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AskedTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
  private static final int PLACES = Stop.values().length - 1;

  @Test
  void aTurnHasEveryPlaceOnce() {
    Map<Fault, List<Stop>> turn = Asked.of("turn-1", "", TODAY);
    assertThat(turn.values().stream().flatMap(List::stream))
        .hasSize(PLACES)
        .doesNotHaveDuplicates();
  }

  @Test
  void threeDaysHaveEveryPlaceWithEveryFault() {
    Map<Fault, List<Stop>> all = new EnumMap<>(Asked.of("", "", TODAY));
    for (int day = 1; day < 3; day++) {
      Asked.of("", "", TODAY.plusDays(day))
          .forEach((fault, stops) -> all.merge(fault, stops, AskedTest::both));
    }
    assertThat(all.values())
        .hasSize(Fault.values().length)
        .allSatisfy(stops -> assertThat(stops).hasSize(PLACES).doesNotHaveDuplicates());
  }

  private static List<Stop> both(List<Stop> some, List<Stop> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }
}
