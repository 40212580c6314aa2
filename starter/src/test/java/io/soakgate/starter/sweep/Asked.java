package io.soakgate.starter.sweep;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one run of the sweep tries. A turn has every place once, with a fault each; three turns have
 * every place with every fault.
 */
final class Asked {
  private static final int TURNS = Fault.values().length;

  private Asked() {}

  /**
   * The places to stop at, fault by fault.
   *
   * @param sweep {@code all}, a fault, {@code turn-0} to {@code turn-2}, or empty for the turn of
   *     the day
   * @param places a pattern for names of places; empty for all
   */
  static Map<Fault, List<Stop>> of(String sweep, String places, LocalDate today) {
    String asked = sweep.isEmpty() ? "turn-" + today.toEpochDay() % TURNS : sweep;
    Map<Fault, List<Stop>> rounds = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      List<Stop> stops =
          Arrays.stream(Stop.values())
              .filter(s -> s != Stop.NOWHERE && has(asked, fault, s))
              .filter(s -> places.isEmpty() || s.name().matches(places))
              .toList();
      if (!stops.isEmpty()) {
        rounds.put(fault, stops);
      }
    }
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing is asked for: -Dsweep=all, turn-0, turn-1, turn-2, worker, temporal, database");
    }
    return rounds;
  }

  private static boolean has(String asked, Fault fault, Stop stop) {
    if (asked.startsWith("turn-")) {
      int turn = Integer.parseInt(asked.substring("turn-".length()));
      return fault.ordinal() == inTurn(stop, turn);
    }
    return asked.equals("all") || asked.equals(fault.name().toLowerCase(Locale.ROOT));
  }

  // Most steps have three places; what is before an effect must not always meet the same fault.
  private static int inTurn(Stop stop, int turn) {
    return (stop.ordinal() + stop.ordinal() / TURNS + turn) % TURNS;
  }
}
