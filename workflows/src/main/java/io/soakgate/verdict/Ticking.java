package io.soakgate.verdict;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What one person confirms when they agree as a role. */
final class Ticking {

  /** Ticks everything of the person's role. */
  private static final String ALL = "all";

  private final String by;
  private final String role;
  private final List<Gate.Tick> mine;
  private final List<String> said;

  Ticking(Gate gate, String by, String role, List<String> said) {
    this.by = by;
    this.role = role;
    this.mine =
        gate.ticks().stream().filter(t -> t.role() == null || t.role().equals(role)).toList();
    this.said = said == null ? List.of() : said;
  }

  /** Why what was ticked is not what this role confirms, or nothing. */
  Optional<String> refusal() {
    return unknown().or(this::unticked);
  }

  private Optional<String> unknown() {
    List<String> strangers =
        said.stream()
            .filter(name -> !name.equals(ALL) && mine.stream().noneMatch(t -> is(t, name)))
            .toList();
    if (strangers.isEmpty()) {
      return Optional.empty();
    }
    String why = role + " has no attestation " + String.join(", ", strangers) + " here; ";
    return Optional.of(
        mine.isEmpty()
            ? why + "there is nothing to tick, leave attest out"
            : why + "there is " + list(mine) + "; send " + json());
  }

  private Optional<String> unticked() {
    List<Gate.Tick> left =
        said.contains(ALL)
            ? List.of()
            : mine.stream().filter(t -> said.stream().noneMatch(n -> is(t, n))).toList();
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s agrees as %s only by ticking %s; if that is so, send %s"
                .formatted(by, role, list(left), json()));
  }

  private static boolean is(Gate.Tick tick, String name) {
    return tick.name().equals(name);
  }

  private static String list(List<Gate.Tick> ticks) {
    return ticks.stream()
        .map(t -> t.name() + " (" + t.words() + ")")
        .collect(Collectors.joining(", "));
  }

  private String json() {
    String names = mine.stream().map(t -> quoted(t.name())).collect(Collectors.joining(", "));
    return "{\"by\": %s, \"role\": %s, \"attest\": [%s]}"
        .formatted(quoted(by), quoted(role), names);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
