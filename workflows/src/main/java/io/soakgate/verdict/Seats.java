package io.soakgate.verdict;

import io.soakgate.verdict.Gate.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The roles of a gate as seats that people take, each one of their own. */
final class Seats {

  private final Gate gate;
  private final Holders holders;

  Seats(Gate gate, Holders holders) {
    this.gate = gate;
    this.holders = holders;
  }

  /** The roles of the gate that the person holds, in the gate's order. */
  List<String> of(String person) {
    return gate.roles().stream().filter(role -> holders.holds(person, role)).toList();
  }

  /** The role they can give: the named one, or the first that leaves the others to somebody. */
  Optional<String> free(String person, String named) {
    List<String> free =
        gate.missing().stream()
            .filter(role -> holders.holds(person, role))
            .filter(role -> named == null || named.equals(role))
            .toList();
    return free.stream()
        .filter(role -> leavesTheRest(role, person))
        .findFirst()
        .or(() -> free.stream().findFirst());
  }

  private boolean leavesTheRest(String role, String person) {
    List<String> rest = new ArrayList<>(gate.missing());
    rest.remove(role);
    List<String> out = new ArrayList<>(gate.given().stream().map(Given::by).toList());
    out.add(person);
    if (gate.starter() != null && !gate.starterMayApprove()) {
      out.add(gate.starter());
    }
    return holders.canGive(rest, out);
  }

  /** What is still missing, in words, and what to do when nobody can give it. */
  String left() {
    List<String> missing = gate.missing();
    if (missing.isEmpty()) {
      return "all roles are given";
    }
    String words = "still missing: " + String.join(", ", missing);
    if (!gate.asksTwoOfOneRole()) {
      return words;
    }
    List<String> out = gate.given().stream().map(Given::by).toList();
    return words
        + ", by somebody else since nobody knows who started this"
        + (holders.canGive(missing, out)
            ? ""
            : "; nobody else holds it, so reject this and start again naming who starts: \"by\"");
  }

  /** Who agreed so far, in words. */
  String agreed() {
    return gate.given().stream()
        .map(g -> g.by() + " as " + g.role())
        .collect(Collectors.joining(", "));
  }
}
