package io.soakgate.verdict;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a decision was meant for, held against the gate that is open (F-39, F-42). */
final class Pins {

  /** Fewer characters of a digest could be typed by chance. */
  private static final int DIGEST_PREFIX = 12;

  private final Gate gate;
  private final Gate.Say say;

  Pins(Gate gate, Gate.Say say) {
    this.gate = gate;
    this.say = say;
  }

  /** Everything in which the decision was meant for something else, or nothing. */
  Optional<String> refusal() {
    List<String> other =
        Stream.of(
                pinned("environment", say.environment(), gate.environment()),
                pinned("moment", say.moment(), gate.moment()),
                pinned("attempt", say.attempt(), gate.attempt()),
                digest())
            .filter(Objects::nonNull)
            .toList();
    return other.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "this was meant for something else: "
                + String.join("; ", other)
                + "; look at what is open now and decide on that");
  }

  private static String pinned(String what, Object said, Object open) {
    return said == null || said.equals(open) ? null : what + " " + said + ", open is " + open;
  }

  private String digest() {
    String said = say.digest() == null ? null : say.digest().strip().toLowerCase(Locale.ROOT);
    if (said == null || (said.length() >= DIGEST_PREFIX && gate.digest().startsWith(said))) {
      return null;
    }
    String open = gate.digest().substring(0, Math.min(DIGEST_PREFIX, gate.digest().length()));
    String few = said.length() < DIGEST_PREFIX ? " (give 12 characters or more)" : "";
    return "digest " + said + few + ", running is " + open + "…";
  }
}
