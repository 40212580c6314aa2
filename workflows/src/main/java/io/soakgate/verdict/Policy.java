package io.soakgate.verdict;

import io.soakgate.plan.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The floor a target sets for every plan that comes to it, from the worker's configuration
 * (decision 7): a plan may ask for more, never for less.
 *
 * @param gates the roles that a gate must ask at least, by moment
 * @param people how many different people must agree before the first change; 0 means no floor
 * @param sources where decisions and commands may come from ({@code cli}, {@code slack}, {@code
 *     ui}); empty means from anywhere
 * @param signatures whether only what is proven counts (decision 21)
 * @param secondPerson whether the starter's own agreement does not count
 * @param window whether a change may start only in a window
 * @param backup whether there must be a backup that was restored and counted
 * @param cleanTree whether the plan's folder must be committed to Git as it is
 * @param gateOpen how long a gate stays open at most; null means as long as the plan says
 * @param commands the roles whose holders may command; empty means every role of the plan
 */
public record Policy(
    List<GateFloor> gates,
    int people,
    List<String> sources,
    boolean signatures,
    boolean secondPerson,
    boolean window,
    boolean backup,
    boolean cleanTree,
    Duration gateOpen,
    List<String> commands) {

  /** The source of what does not say where it comes from: typed into the Temporal UI. */
  public static final String UNSAID = "ui";

  /** The roles that a gate at a moment must ask at least. */
  public record GateFloor(String moment, List<String> roles) {}

  /** What a throw-away target asks for when its configuration says nothing: nothing. */
  public static Policy disposable() {
    return of(false, false);
  }

  /** What every other target asks for when its configuration says nothing. */
  public static Policy earnest() {
    return of(true, true);
  }

  /** One that asks for these two things and for nothing else. */
  public static Policy of(boolean signatures, boolean secondPerson) {
    return new Policy(
        List.of(), 0, List.of(), signatures, secondPerson, false, false, false, null, List.of());
  }

  /** Whether decisions and commands of this source are heard; null is {@link #UNSAID}. */
  public boolean trusts(String source) {
    return sources.isEmpty() || sources.contains(source == null ? UNSAID : source);
  }

  /** The roles a gate at the moment must ask at least, in order; empty where there is no floor. */
  public List<String> rolesAt(String moment) {
    return gates.stream()
        .filter(g -> g.moment().equals(moment))
        .flatMap(g -> g.roles().stream())
        .toList();
  }

  /** The whole policy, one rule a line, in a fixed order: what is compared, hashed and shown. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    gates.forEach(g -> lines.add("gate " + g.moment() + ": " + String.join(", ", g.roles())));
    lines.add("people: " + people);
    lines.add("sources: " + (sources.isEmpty() ? "any" : String.join(", ", sources)));
    lines.add("signatures: " + required(signatures));
    lines.add("second-person: " + required(secondPerson));
    lines.add("window: " + required(window));
    lines.add("backup: " + required(backup));
    lines.add("clean-tree: " + required(cleanTree));
    lines.add("gate-open: " + (gateOpen == null ? "any" : Durations.words(gateOpen)));
    lines.add("commands: " + (commands.isEmpty() ? "any role" : String.join(", ", commands)));
    return List.copyOf(lines);
  }

  private static String required(boolean is) {
    return is ? "required" : "optional";
  }
}
