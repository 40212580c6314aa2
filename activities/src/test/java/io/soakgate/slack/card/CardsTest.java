package io.soakgate.slack.card;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.element.ButtonElement;
import io.soakgate.deployment.CardActivity.About;
import io.soakgate.deployment.CardActivity.Asked;
import io.soakgate.deployment.CardActivity.Card;
import io.soakgate.deployment.CardActivity.Ended;
import io.soakgate.deployment.CardActivity.Face;
import io.soakgate.deployment.CardActivity.GateFace;
import io.soakgate.deployment.CardActivity.Incident;
import io.soakgate.deployment.CardActivity.Overview;
import io.soakgate.deployment.CardActivity.Progress;
import io.soakgate.deployment.CardActivity.Reply;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Status.Attestation;
import io.soakgate.deployment.Status.OpenGate;
import io.soakgate.identity.People;
import io.soakgate.identity.People.Owner;
import io.soakgate.plan.Severity;
import io.soakgate.slack.Posting.Sheet;
import io.soakgate.slack.Pressed;
import io.soakgate.verdict.Gate.Holder;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Cards as people read them. */
class CardsTest {
  private static final String DIGEST = "0123456789abcdef".repeat(4);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final About SHOP =
      new About(
          "shop-1",
          "7f",
          "shop",
          "Shop <indexes>",
          DIGEST,
          "main at c0ffee0",
          "cy",
          List.of("staging", "production"));
  private static final People PEOPLE =
      new People(
          List.of(new Owner("ann", List.of(), "U1"), new Owner("cy", List.of(), "U3")),
          List.of(),
          List.of(new Holder("lead", List.of("ann", "cy")), new Holder("dba", List.of("bob <b>"))));

  private static Sheet drawn(Face face) {
    return drawn(face, true);
  }

  private static Sheet drawn(Face face, boolean heard) {
    Card card = new Card("shop-1/7f/x", "prod", null, null, NOON, false, SHOP, face);
    return new CardActivityImpl(null, PEOPLE, heard, () -> 1, () -> Duration.ofMinutes(1))
        .drawn(card);
  }

  private static GateFace gate(int attempt, List<String> missing, List<String> given) {
    OpenGate gate =
        new OpenGate(
            "production",
            "go",
            attempt,
            DIGEST,
            missing,
            given,
            NOON,
            List.of(new Attestation("ready", "lead", "the team is ready")),
            List.of("rollback restore: takes 40 min"),
            List.of(),
            List.of("a", "b", "c", "d", "e"),
            List.of(
                new Condition("load", Level.FINE, "1", null, "fine", List.of()),
                new Condition("blockers", Level.WARN, "1", null, "1 is <idle>", List.of())),
            List.of(),
            List.of(),
            List.of("undo indexes: 12 s, complete"),
            List.of());
    return new GateFace(
        gate, List.of("indexes, about 30 min"), "02:00 to 06:00", NOON, null, "cy", null, false);
  }

  private static List<ButtonElement> buttons(Sheet sheet) {
    return sheet.blocks().stream()
        .filter(ActionsBlock.class::isInstance)
        .flatMap(b -> ((ActionsBlock) b).getElements().stream())
        .map(ButtonElement.class::cast)
        .toList();
  }

  @Test
  void aGateSaysWhatIsAskedOfWhomAndWhatToMind() {
    Sheet sheet = drawn(gate(2, List.of("lead", "dba"), List.of()));

    assertThat(Shown.of(sheet))
        .isEqualTo(
            """
            # production: gate go, attempt 2
            :hourglass_flowing_sand: *WAITING*  Shop &lt;indexes&gt;
            :white_medium_square: lead: <@U1>
            :white_medium_square: dba: bob &lt;b&gt;
            digest `0123456789ab`  ·  window 02:00 to 06:00  ·  closes <!date^1795348800^{date_short_pretty} {time}|22 Nov 12:00 UTC>
            *Approving confirms*
            • lead: the team is ready
            *What happens*
            • indexes, about 30 min
            *Ways back, drilled*
            • undo indexes: 12 s, complete
            *Do not count on*
            • rollback restore: takes 40 min
            *In the way*
            • blockers: 1 is &lt;idle&gt;
            *The lint says*
            • a
            • b
            • c
            … 2 more: `soakgate status`
            [Approve] [Reject…]
            ~ `shop-1`  ·  or type `soakgate approve shop-1 --by "YOUR NAME" --attest all`""");
    assertThat(sheet.text())
        .isEqualTo("production: gate go, attempt 2 waits for lead, dba (Shop &lt;indexes&gt;)");
    ButtonElement approve = buttons(sheet).get(0);
    assertThat(approve.getActionId()).isEqualTo(Pressed.APPROVE);
    assertThat(Pressed.read(approve.getValue()))
        .isEqualTo(Pressed.gate("shop-1", "7f", "production", "go", 2, DIGEST));
    assertThat(approve.getConfirm().getTitle().getText()).isEqualTo("Approve go of production?");
    assertThat(approve.getConfirm().getText().getText())
        .isEqualTo(
            "Shop <indexes>, plan digest 0123456789ab. You confirm what the card lists: 1 in"
                + " all.");
    assertThat(buttons(sheet).get(1).getConfirm()).isNull();
  }

  private static GateFace crowded(List<Attestation> attestations) {
    List<String> many = Collections.nCopies(40, "x".repeat(300));
    OpenGate gate =
        new OpenGate(
            "production",
            "go",
            1,
            DIGEST,
            List.of("lead"),
            List.of(),
            NOON,
            attestations,
            many,
            many,
            many,
            Collections.nCopies(40, new Condition("load", Level.WARN, "1", null, "z", List.of())),
            many,
            many,
            many,
            many);
    return new GateFace(gate, many, many.get(0), NOON, many.get(0), "cy", null, false);
  }

  private static List<Attestation> attestations(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(n -> new Attestation("a" + n, "lead", n + " " + "y".repeat(300) + " is so"))
        .toList();
  }

  @Test
  void whatApprovingConfirmsIsNeitherCutNorLeftOut() {
    GateFace face = crowded(attestations(12));

    Sheet sheet = drawn(face);

    assertThat(Shown.of(sheet).lines())
        .containsAll(face.gate().attestations().stream().map(a -> "• lead: " + a.words()).toList())
        .endsWith(
            "[Approve] [Reject…]",
            "~ `shop-1`  ·  or type `soakgate approve shop-1 --by \"YOUR NAME\" --attest all`");
  }

  @Test
  void whereNotAllThatApprovingConfirmsIsReadNobodyApproves() {
    List<String> shown = Shown.of(drawn(crowded(attestations(40)))).lines().toList();

    assertThat(shown).noneMatch(line -> line.startsWith("• lead: "));
    assertThat(shown)
        .endsWith(
            "[Reject…]",
            "~ `shop-1`  ·  :warning: *approving confirms 40 attestations, more than fit here*:"
                + " read them with `soakgate status shop-1`, then type `soakgate approve shop-1"
                + " --by \"YOUR NAME\" --attest all`");
  }

  @Test
  void anAttestationTooLongForASectionIsNotConfirmedUnread() {
    Attestation endless = new Attestation("a", "lead", "and ".repeat(800) + "not");

    assertThat(buttons(drawn(crowded(List.of(endless)))))
        .extracting(ButtonElement::getActionId)
        .containsExactly(Pressed.REJECT);
  }

  @Test
  void whereNobodyHearsWhatIsPressedThereAreNoButtons() {
    Sheet sheet = drawn(gate(1, List.of("lead"), List.of()), false);

    assertThat(buttons(sheet)).isEmpty();
    assertThat(Shown.of(sheet))
        .endsWith("soakgate approve shop-1 --by \"YOUR NAME\" --attest all`");
    assertThat(buttons(drawn(overview(null, null, null), false))).isEmpty();
  }

  @Test
  void whoGaveIsCalledNoMore() {
    Sheet sheet = drawn(gate(1, List.of("dba"), List.of("ann (lead), verified by key ab12")));

    assertThat(Shown.of(sheet))
        .contains(":white_check_mark: ann (lead), verified by key ab12")
        .doesNotContain("<@");
  }

  @Test
  void aGateThatIsDecidedHasNoButtons() {
    GateFace face = gate(1, List.of("dba"), List.of("ann (lead), verified by key ab12"));

    Sheet given = drawn(face.closed("everybody agreed", true));
    Sheet refused = drawn(face.closed("gate go was rejected by ann: <no>", false));

    assertThat(Shown.of(given))
        .isEqualTo(
            """
            # production: gate go
            :white_check_mark: *AGREED*  everybody agreed
            :white_check_mark: ann (lead), verified by key ab12
            digest `0123456789ab`
            ~ `shop-1`""");
    assertThat(Shown.of(refused))
        .contains(":no_entry: *NOT GIVEN*  gate go was rejected by ann: &lt;no&gt;");
    assertThat(refused.text())
        .isEqualTo("production: gate go: gate go was rejected by ann: &lt;no&gt;");
    assertThat(buttons(refused)).isEmpty();
  }

  private static Stream<MarkdownTextObject> markup(LayoutBlock block) {
    if (block instanceof SectionBlock section) {
      return Stream.of((MarkdownTextObject) section.getText());
    }
    return block instanceof ContextBlock context
        ? context.getElements().stream().map(MarkdownTextObject.class::cast)
        : Stream.of();
  }

  @Test
  void slackMakesNoLinkOfWhatMerelyLooksLikeOne() {
    String words = "see https://example.org, #general, @channel";
    GateFace gate = gate(1, List.of("lead"), List.of());
    Asked asked = new Asked("production", words, List.of(), words, words, null, 1);
    List<Face> faces =
        List.of(
            gate,
            gate.closed(words, false),
            asked,
            asked.answered(words),
            overview(null, words, null),
            overview(null, null, Ending.ROLLED_BACK),
            new Incident(Severity.WARN, "production", "watch day", words),
            new Progress(List.of(new Entry(NOON, "staging", "rls", "change", "ok", words))),
            new Ended(Ending.REFUSED, words, null, List.of(), List.of(), Duration.ofMinutes(1)));

    assertThat(
            faces.stream()
                .flatMap(face -> drawn(face).blocks().stream())
                .flatMap(CardsTest::markup))
        .isNotEmpty()
        .allMatch(text -> Boolean.TRUE.equals(text.getVerbatim()));
  }

  private static Overview overview(String waits, String paused, Ending ending) {
    String why = ending == null ? null : "check fast: 9 & more";
    String environment = ending == null ? "production" : null;
    return new Overview(
        environment, "production: change rls", waits, paused, null, null, null, ending, why);
  }

  @Test
  void theDeploymentsCardSaysWhereItIs() {
    Sheet sheet = drawn(overview(null, null, null));

    assertThat(Shown.of(sheet))
        .isEqualTo(
            """
            # Shop <indexes>
            :arrow_forward: *WORKING*  production: change rls
            :white_check_mark: staging  ›  :arrow_forward: production
            [Pause]
            ~ `shop-1`  ·  plan shop  ·  digest `0123456789ab`  ·  main at c0ffee0  ·  started by cy""");
    assertThat(sheet.text()).isEqualTo("Shop &lt;indexes&gt;: production: change rls");
    assertThat(Shown.of(drawn(overview("lead", null, null))))
        .contains(":hourglass_flowing_sand: *WAITING*  production: change rls, waits for lead");
    assertThat(Shown.of(drawn(overview("resume", "ann: lunch", null))))
        .contains(":double_vertical_bar: *PAUSED*  by ann: lunch", "[Resume]");
  }

  @Test
  void theDeploymentsCardSaysHowItEnded() {
    Sheet sheet = drawn(overview(null, null, Ending.ROLLED_BACK));

    assertThat(Shown.of(sheet))
        .isEqualTo(
            """
            # Shop <indexes>
            :rewind: *ROLLED_BACK*
            check fast: 9 &amp; more
            ~ `shop-1`  ·  plan shop  ·  digest `0123456789ab`  ·  main at c0ffee0  ·  started by cy""");
    assertThat(sheet.text())
        .isEqualTo("Shop &lt;indexes&gt;: ROLLED_BACK, check fast: 9 &amp; more");
  }

  @Test
  void aQuestionHasAButtonForEachAnswerThatNeedsNoTyping() {
    Asked asked =
        new Asked(
            "production",
            "rls is blocked: deadlock. Retry, resolve or roll back?",
            List.of(
                new Reply(Act.RETRY, "rls", null),
                new Reply(Act.RESOLVE, "rls", null),
                new Reply(Act.SKIP, "rls", null),
                new Reply(Act.ROLLBACK, "restore", "shop-production"),
                new Reply(Act.RESUME, "rls", null, "End here", "The deployment ends.")),
            "held at change rls",
            "soakgate retry shop-1",
            null,
            3);

    Sheet sheet = drawn(asked);

    assertThat(Shown.of(sheet))
        .isEqualTo(
            """
            # production: a question
            :question: *held at change rls*  rls is blocked: deadlock. Retry, resolve or roll back?
            [Retry rls] [Skip rls…] [Roll back restore…] [End here]
            ~ `shop-1`  ·  or type `soakgate retry shop-1`""");
    assertThat(buttons(sheet))
        .extracting(ButtonElement::getActionId)
        .containsExactly(
            "soakgate.command.retry",
            "soakgate.command.skip",
            "soakgate.command.rollback",
            "soakgate.command.resume");
    assertThat(Pressed.read(buttons(sheet).get(2).getValue()))
        .isEqualTo(Pressed.command("shop-1", "7f", "restore", "shop-production").to(3));
    assertThat(buttons(sheet).get(3).getConfirm().getText().getText())
        .isEqualTo("The deployment ends.");
    assertThat(Shown.of(drawn(asked.answered("retry, says ann: because"))))
        .isEqualTo(
            """
            # production: a question
            :white_check_mark: *ANSWERED*  retry, says ann: because
            rls is blocked: deadlock. Retry, resolve or roll back?
            ~ `shop-1`""");
  }

  @Test
  void anIncidentSaysHowLoudItIsInWords() {
    Sheet sheet =
        drawn(new Incident(Severity.CRITICAL, "production", "watch day", "p95 500 > 100"));

    assertThat(Shown.of(sheet))
        .isEqualTo(
            """
            :rotating_light: *CRITICAL*  *production: watch day*
            p95 500 &gt; 100
            ~ `shop-1`""");
    assertThat(sheet.text()).isEqualTo("CRITICAL production: watch day: p95 500 &gt; 100");
  }

  @Test
  void whatIsWellAgainSaysSo() {
    Sheet sheet = drawn(new Incident(null, "production", "watch day", "rule slow is well again"));

    assertThat(Shown.of(sheet))
        .isEqualTo(
            """
            :white_check_mark: *WELL AGAIN*  *production: watch day*
            rule slow is well again
            ~ `shop-1`""");
    assertThat(sheet.text()).isEqualTo("WELL AGAIN production: watch day: rule slow is well again");
  }

  @Test
  void progressIsWhatHappenedLately() {
    Sheet sheet =
        drawn(
            new Progress(
                List.of(
                    new Entry(NOON, "staging", "rls", "change", "ok", "applied"),
                    new Entry(NOON, null, "plan", "rollback", "failed", "<why>"))));

    assertThat(Shown.of(sheet))
        .isEqualTo(
            """
            *What happened lately* (UTC)
            `12:00:00` staging · rls: applied
            `12:00:00` :warning: *failed* plan: &lt;why&gt;""");
  }

  @Test
  void theEndSaysWhatStaysAndWhereTheReportIs() {
    Sheet sheet =
        drawn(
            new Ended(
                Ending.PARTLY_ROLLED_BACK,
                "aborted by ann",
                "reports/shop-1.html",
                List.of("staging: change rls"),
                List.of(),
                Duration.ofMinutes(95)));

    assertThat(Shown.of(sheet))
        .isEqualTo(
            """
            :rotating_light: *PARTLY_ROLLED_BACK* after 1 h 35 min
            aborted by ann
            *Stays in place*
            • staging: change rls
            Report: `reports/shop-1.html`
            ~ `shop-1`""");
    assertThat(sheet.text()).isEqualTo("PARTLY_ROLLED_BACK: aborted by ann");
  }

  @Test
  void nothingIsCutInTheMiddleOfAMentionOrAnEscape() {
    assertThat(Clip.cut("abc<@U123>", 8)).isEqualTo("abc…");
    assertThat(Clip.cut("abcd&amp;x", 8)).isEqualTo("abcd…");
    assertThat(Clip.cut("abc&amp;", 8)).isEqualTo("abc&amp;");
    assertThat(Clip.plain("abcd\uD83D\uDE00ef", 6)).isEqualTo("abcd…");
    assertThat(Clip.line(" a\n b ", 9)).isEqualTo("a b");
  }
}
