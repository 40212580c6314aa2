package io.soakgate.verdict;

import io.soakgate.verdict.Gate.Decided;
import io.soakgate.verdict.Gate.Given;
import io.soakgate.verdict.Gate.Say;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One person who takes back what they gave at a gate. */
final class Withdrawal {
  private final Gate gate;
  private final Say say;
  private final Holders holders;
  private final String by;

  Withdrawal(Gate gate, Say say, Holders holders) {
    this.gate = gate;
    this.say = say;
    this.holders = holders;
    this.by = say.by() == null ? "" : holders.spelled(say.by());
  }

  Decided decided() {
    List<Supplier<Optional<String>>> questions =
        List.of(
            () -> new Pins(gate, say).refusal(),
            () -> Hearing.unproven(gate, say, by),
            this::nothingGiven);
    return questions.stream()
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst()
        .map(why -> new Decided(gate, false, null, "refused: " + why))
        .orElseGet(this::takenBack);
  }

  private Optional<String> nothingGiven() {
    return theirs().isPresent()
        ? Optional.empty()
        : Optional.of(
            "%s has not agreed to %s; there is nothing to take back".formatted(by, here()));
  }

  private Decided takenBack() {
    Given taken = theirs().orElseThrow();
    Gate after = gate.without(taken);
    String words =
        "recorded: %s takes back %s at %s, %s; %s"
            .formatted(
                by, taken.role(), here(), say.proof().words(by), new Seats(after, holders).left());
    return new Decided(after, true, taken.role(), words);
  }

  private Optional<Given> theirs() {
    return gate.given().stream().filter(g -> Holders.same(g.by(), by)).findFirst();
  }

  private String here() {
    return gate.environment() + " " + gate.moment();
  }
}
