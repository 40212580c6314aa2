package io.soakgate.slack.card;

import io.soakgate.deployment.CardActivity.Card;
import io.soakgate.deployment.CardActivity.GateFace;
import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import io.soakgate.deployment.Status.Attestation;
import io.soakgate.deployment.Status.OpenGate;
import io.soakgate.slack.Posting.Sheet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A gate: what is asked, of whom, and what to know before answering; then, how it was decided. */
final class GateCard {
  private static final int DIGEST = 12;
  private static final int WORDS = 300;
  private static final int FEW = 3;
  private static final int SOME = 6;
  private static final int MOST = 10;
  private static final String STATUS = ": `soakgate status`";
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Card card;
  private final GateFace face;
  private final OpenGate gate;
  private final Mentions mentions;
  private final Buttons buttons;

  GateCard(Card card, GateFace face, Mentions mentions, Buttons buttons) {
    this.buttons = buttons;
    this.card = card;
    this.face = face;
    this.gate = face.gate();
    this.mentions = mentions;
  }

  Sheet drawn() {
    return face.closed() == null ? open() : closed();
  }

  private String name() {
    String attempt = gate.attempt() > 1 ? ", attempt " + gate.attempt() : "";
    return gate.environment() + ": gate " + gate.moment() + attempt;
  }

  private Sheet open() {
    Drawing drawing = new Drawing().heading(name());
    drawing.line(":hourglass_flowing_sand: *WAITING*  " + Clip.line(card.of().title(), WORDS));
    roles(drawing);
    drawing.line(facts());
    boolean listed = drawing.whole("Approving confirms", attestations());
    drawing.paragraph();
    drawing.list("What happens", face.changes(), SOME, " in the plan");
    drawing.list("Ways back, drilled", gate.drill(), SOME, STATUS);
    drawing.list("What they send to the database", gate.sql(), FEW, STATUS);
    drawing.paragraph();
    mind(drawing);
    drawing.buttons(buttons.gate(face, listed));
    drawing.small(Plain.where(card.of()) + "  ·  " + (listed ? "or type " : unlisted()) + typed());
    return drawing.as(
        card.id(),
        Clip.line(name(), WORDS)
            + " waits for "
            + Clip.line(String.join(", ", gate.missing()), WORDS)
            + " ("
            + Clip.line(card.of().title(), WORDS)
            + ")");
  }

  private List<String> attestations() {
    return gate.attestations().stream().map(GateCard::words).toList();
  }

  private String unlisted() {
    return ":warning: *approving confirms "
        + gate.attestations().size()
        + " attestations, more than fit here*: read them with "
        + Plain.code("soakgate status " + card.of().deployment(), WORDS)
        + ", then type ";
  }

  private String typed() {
    String attest = gate.attestations().isEmpty() ? "" : " --attest all";
    return Plain.code(
        "soakgate approve " + card.of().deployment() + " --by \"YOUR NAME\"" + attest, WORDS);
  }

  private void roles(Drawing drawing) {
    given(drawing);
    gate.missing().stream()
        .limit(MOST)
        .map(role -> role(role, mentions.holders(role, face.starter(), gate.given())))
        .forEach(drawing::line);
  }

  private void given(Drawing drawing) {
    gate.given().stream()
        .limit(MOST)
        .forEach(g -> drawing.line(":white_check_mark: " + Clip.line(g, WORDS)));
  }

  private static String role(String role, String holders) {
    String who = holders.isEmpty() ? "" : ": " + holders;
    return ":white_medium_square: " + Clip.line(role, WORDS) + who;
  }

  private String facts() {
    List<String> facts = new ArrayList<>();
    facts.add("digest `" + digest(gate.digest()) + "`");
    if (face.window() != null) {
      facts.add("window " + Clip.line(face.window(), WORDS));
    }
    if (face.expires() != null) {
      facts.add("closes " + date(face.expires()));
    }
    if (face.losses() != null) {
      facts.add(Clip.line(face.losses(), WORDS));
    }
    return String.join("  ·  ", facts);
  }

  private void mind(Drawing drawing) {
    drawing.list("Runs by itself, without asking again", gate.unattended(), SOME, STATUS);
    drawing.list("Do not count on", gate.caveats(), FEW, ": `soakgate status --json`");
    drawing.list("Warned", gate.warnings(), FEW, STATUS);
    drawing.list(
        "In the way",
        gate.conditions().stream()
            .filter(c -> c.level() != Level.FINE)
            .map(GateCard::words)
            .toList(),
        FEW,
        STATUS);
    drawing.list("The lint says", gate.findings(), FEW, STATUS);
    drawing.list("Proved by checks", gate.proved(), FEW, STATUS);
    drawing.paragraph();
  }

  private static String words(Condition condition) {
    return condition.what() + ": " + condition.words();
  }

  private static String words(Attestation tick) {
    return (tick.role() == null ? "everybody" : tick.role()) + ": " + tick.words();
  }

  private Sheet closed() {
    String state = face.agreed() ? ":white_check_mark: *AGREED*  " : ":no_entry: *NOT GIVEN*  ";
    Drawing drawing = new Drawing().heading(name());
    drawing.line(state + Clip.line(face.closed(), WORDS * 2));
    given(drawing);
    drawing.line("digest `" + digest(gate.digest()) + "`");
    drawing.small(Plain.where(card.of()));
    return drawing.as(
        card.id(), Clip.line(name(), WORDS) + ": " + Clip.line(face.closed(), WORDS * 2));
  }

  /** So much of a digest as people compare. */
  static String digest(String whole) {
    String some = whole == null ? "none" : whole;
    return Clip.line(some.substring(0, Math.min(DIGEST, some.length())), DIGEST * 5);
  }

  /** In everybody's own time zone. */
  private static String date(Instant at) {
    return "<!date^" + at.getEpochSecond() + "^{date_short_pretty} {time}|" + UTC.format(at) + ">";
  }
}
