package io.soakgate.verdict;

import io.soakgate.verdict.Gate.Decided;
import io.soakgate.verdict.Gate.Given;
import io.soakgate.verdict.Gate.Say;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One person heard at a gate. */
final class Hearing {

  private final Gate gate;
  private final Say say;
  private final Holders holders;
  private final Instant now;
  private final String by;
  private final Seats seats;
  private final String here;

  Hearing(Gate gate, Say say, Holders holders, Instant now) {
    this.gate = gate;
    this.say = say;
    this.holders = holders;
    this.now = now;
    this.by = say.by() == null ? "" : holders.spelled(say.by());
    this.seats = new Seats(gate, holders);
    this.here = gate.environment() + " " + gate.moment();
  }

  Decided decided() {
    return say.approve() ? approval() : rejection();
  }

  private Decided approval() {
    return first(
            List.of(
                this::nameless,
                this::elsewhere,
                this::closed,
                this::again,
                this::complete,
                this::unproven,
                this::starter,
                this::notTheirs,
                this::unticked))
        .map(this::refused)
        .orElseGet(this::agrees);
  }

  private Decided rejection() {
    return first(
            List.of(
                this::nameless,
                this::elsewhere,
                this::closed,
                this::complete,
                this::unproven,
                this::notOfTheGate,
                this::unreasoned))
        .map(this::refused)
        .orElseGet(this::rejects);
  }

  private Decided agrees() {
    String role = role().orElseThrow();
    Gate after = gate.with(new Given(role, by, now, say.proof()));
    return new Decided(
        after,
        true,
        role,
        "recorded: "
            + by
            + " agrees as "
            + role
            + " to "
            + here
            + ", "
            + say.proof().words(by)
            + "; "
            + new Seats(after, holders).left());
  }

  private Decided rejects() {
    String why = say.reason().strip();
    String role = say.role() == null ? seats.of(by).get(0) : say.role();
    return new Decided(
        gate.rejected(by, why),
        true,
        role,
        "recorded: "
            + by
            + " rejects "
            + here
            + " as "
            + role
            + ", "
            + say.proof().words(by)
            + ": "
            + why);
  }

  private Decided refused(String words) {
    return new Decided(gate, false, null, "refused: " + words);
  }

  private Optional<String> nameless() {
    return when(by.isEmpty(), () -> "nobody is named; say who decides: \"by\"");
  }

  private Optional<String> elsewhere() {
    return new Pins(gate, say).refusal();
  }

  private Optional<String> closed() {
    if (gate.rejected()) {
      return Optional.of(
          "%s was rejected by %s: %s; nothing more is decided here"
              .formatted(here, gate.rejectedBy(), gate.rejectedWhy()));
    }
    return when(
        gate.expired(now),
        () -> here + " expired at " + time(gate.expires()) + "; nothing more is decided here");
  }

  private Optional<String> again() {
    return gate.given().stream()
        .filter(g -> Holders.same(g.by(), by))
        .findFirst()
        .map(g -> say.role() == null || say.role().equals(g.role()) ? twice(g) : two(g));
  }

  private String twice(Given before) {
    return "already recorded at %s: %s agrees as %s; there is nothing more to do"
        .formatted(time(before.at()), by, before.role());
  }

  private String two(Given before) {
    return "%s agreed as %s at %s, and one person gives one role; somebody else must give %s (%s)"
        .formatted(
            by, before.role(), time(before.at()), say.role(), "held: " + holders.words(say.role()));
  }

  private Optional<String> complete() {
    return when(
        gate.agreed(),
        () ->
            here
                + " is agreed already, by "
                + seats.agreed()
                + "; to stop what runs now, abort it");
  }

  private Optional<String> unproven() {
    return unproven(gate, say, by);
  }

  static Optional<String> unproven(Gate gate, Gate.Say say, String by) {
    return when(
        !say.proof().verified() && !gate.unverifiedCounts(),
        () ->
            "nothing proves that this is %s (%s), and %s counts only what is proven; decide through a source that signs"
                .formatted(by, say.proof().why(), gate.environment()));
  }

  private Optional<String> starter() {
    return when(
        !gate.starterMayApprove() && Holders.same(gate.starter(), by),
        () ->
            by
                + " started this deployment, and "
                + gate.environment()
                + " does not let the starter agree; somebody else must give "
                + String.join(", ", gate.missing()));
  }

  private Optional<String> notTheirs() {
    Optional<String> stranger = notOfTheGate();
    if (stranger.isPresent()) {
      return stranger;
    }
    return when(
        role().isEmpty(),
        () ->
            (say.role() == null ? "what " + by + " holds" : say.role())
                + " is given already ("
                + seats.agreed()
                + "); "
                + seats.left());
  }

  /** Why the person may not speak here at all, or nothing. */
  private Optional<String> notOfTheGate() {
    if (say.role() != null && !gate.roles().contains(say.role())) {
      return Optional.of(
          "%s does not ask %s; it asks %s"
              .formatted(here, say.role(), String.join(", ", gate.roles())));
    }
    List<String> asked = say.role() == null ? gate.roles() : List.of(say.role());
    return when(
        seats.of(by).stream().noneMatch(asked::contains),
        () ->
            "%s does not hold %s; held: %s; the worker's configuration says who holds a role"
                .formatted(
                    by,
                    String.join(" or ", asked),
                    asked.stream().map(holders::words).collect(Collectors.joining(", "))));
  }

  private Optional<String> unticked() {
    return new Ticking(gate, by, role().orElseThrow(), say.attest()).refusal();
  }

  private Optional<String> unreasoned() {
    return when(
        say.reason() == null || say.reason().isBlank(),
        () -> "a rejection needs its reason; say why: \"reason\"");
  }

  private Optional<String> role() {
    return seats.free(by, say.role());
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Optional<String> when(boolean refused, Supplier<String> words) {
    return refused ? Optional.of(words.get()) : Optional.empty();
  }

  private static Optional<String> first(List<Supplier<Optional<String>>> questions) {
    return questions.stream().map(Supplier::get).flatMap(Optional::stream).findFirst();
  }
}
