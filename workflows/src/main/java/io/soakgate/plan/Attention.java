package io.soakgate.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * What a plan asks of people when all is well: nothing warns, fails or is refused, and every watch
 * runs once.
 *
 * <p>A decision is one person at one gate, one who picks a window, or one who says whether writes
 * are kept out ({@code ask-at}), which nobody is called to besides the gate there: what they agree
 * to, every attestation they tick there and what they answer for the report are given in one go. A
 * gate of three roles takes three. A gate that opens only when there are warnings takes none, the
 * gate of an action that is applied as many as it has roles; gates of undos and rollbacks open only
 * when something went wrong.
 *
 * <p>A ping is one text in one channel: the call to a gate goes to each channel of the alerts
 * {@code warn}, a notice to each channel it names. Where it goes to people, what the worker prints
 * beside is none. Events (a breach, a rollback) are none.
 *
 * @param decisions how many decisions people take
 * @param pings how many texts reach them
 */
public record Attention(int decisions, int pings) {
  private static final List<String> PRINTED = List.of("console", "log");

  /** What this plan asks, in the mode of a start that names none. */
  public static Attention of(Plan written) {
    Mode mode = written.conduct().mode(written.conduct().mode());
    Plan plan = mode == null ? written : mode.of(written);
    int channels =
        plan.alerts().stream()
            .filter(a -> a.severity() == Severity.WARN)
            .mapToInt(a -> pings(plan, a.channels()))
            .sum();
    int decisions = 0;
    int pings = 0;
    for (Environment environment : plan.environments()) {
      boolean picks = environment.window() != null && environment.window().pick() != null;
      decisions += picks ? 1 : 0;
      ReadOnly readOnly = environment.readOnly();
      decisions += readOnly != null && readOnly.askAt() != null ? 1 : 0;
      pings += picks ? channels : 0;
      List<GateRule> gates = gates(plan, environment);
      decisions += gates.stream().mapToInt(g -> g.roles().size()).sum();
      pings += gates.size() * channels;
      pings += notices(plan, environment);
    }
    return new Attention(decisions, pings);
  }

  private static List<GateRule> gates(Plan plan, Environment environment) {
    List<String> applied =
        plan.changesIn(environment.name()).stream()
            .map(change -> ActionGates.apply(change.name()))
            .toList();
    List<GateRule> gates =
        new ArrayList<>(environment.gates().stream().filter(GateRule::always).toList());
    ActionGates.of(plan, environment.name()).stream()
        .filter(gate -> applied.contains(gate.moment()))
        .forEach(gates::add);
    return gates;
  }

  private static int notices(Plan plan, Environment environment) {
    return environment.notices().stream()
        .filter(notice -> !Moment.EVENTS.contains(notice.moment()))
        .mapToInt(notice -> pings(plan, notice.to()))
        .sum();
  }

  private static int pings(Plan plan, List<String> to) {
    List<String> printed =
        plan.channels().stream()
            .filter(channel -> PRINTED.contains(channel.spec().kind()))
            .map(NamedChannel::name)
            .toList();
    int people = (int) to.stream().filter(channel -> !printed.contains(channel)).count();
    return people == 0 ? to.size() : people;
  }

  /** The line that previews print: {@code HUMAN 8 12}. */
  public String line() {
    return "HUMAN " + decisions + " " + pings;
  }
}
