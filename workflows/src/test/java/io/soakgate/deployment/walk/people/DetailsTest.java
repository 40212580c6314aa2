package io.soakgate.deployment.walk.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.RecordActivity.Head;
import io.soakgate.deployment.Status;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DetailsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T05:28:49Z");

  private final List<Entry> timeline =
      List.of(
          entry(null, "plan", "admitted", "ok", "MenuCA V3"),
          entry("staging", "go", "told", "ok", "engineering: gate go waits for lead"),
          entry(
              "staging", "aprove", "command", "refused", "refused: send {\"by\": \"you\"} --now"));

  private Head audit;

  private static Entry entry(
      String environment, String subject, String kind, String outcome, String words) {
    return new Entry(NOW, environment, subject, kind, outcome, words);
  }

  private Status status(
      String waitingFor, String next, Status.OpenGate gate, String question, Ending ending) {
    return new Status(
        "d-1",
        ending == Ending.REFUSED ? null : "menuca-v3",
        ending == Ending.REFUSED ? null : "6132724aac36637a",
        null,
        "staging",
        "staging: gate go",
        waitingFor,
        NOW,
        NOW,
        NOW,
        1,
        null,
        null,
        next,
        null,
        false,
        gate,
        question,
        ending,
        ending == null ? null : "reports/d-1/report.html",
        timeline,
        List.of(),
        audit,
        null,
        null);
  }

  @Test
  void theEndOfTheAuditIsShownToBeKeptElsewhere() {
    Status bare = status("lead", null, null, null, null);
    audit = new Head(14, "ab12cd34ef56".repeat(5) + "7890");
    Status heard = status("lead", null, null, null, null);

    assertThat(Details.of(bare)).doesNotContain("audit");
    assertThat(Details.of(heard)).contains(" · audit 14 `ab12cd34ef56…`");
  }

  @Test
  void aGateSaysBothWaysToAgreeAndWhatThatConfirms() {
    Status.OpenGate gate =
        new Status.OpenGate(
            "staging",
            "go",
            1,
            "6132724aac36637a",
            List.of("lead"),
            List.of("dba: bob"),
            NOW,
            List.of(new Status.Attestation("ready", "lead", "the team is ready")),
            List.of(),
            List.of(),
            List.of("one", "two *", "three", "four", "five", "six", "seven", "eight"),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());

    assertThat(
            Details.of(
                status(
                    "lead",
                    "soakgate approve d-1 --by \"YOUR NAME\" --attest all",
                    gate,
                    null,
                    null)))
        .isEqualTo(
            """
            # staging: gate go · waits for **lead**

            **To agree:** More Actions → Send a Signal → `approve`, with the input

            ```
            {"by": "YOUR NAME", "attest": ["all"]}
            ```

            or type

            ```
            soakgate approve d-1 --by "YOUR NAME" --attest all
            ```

            To refuse, the same with `reject` and `{"by": "YOUR NAME", "reason": "WHY"}`

            Agreeing confirms:

            - lead confirms: the team is ready

            The lint says:

            - one
            - two \\*
            - three
            - four
            - five
            - six
            - and 2 more: soakgate preview

            Agreed: dba: bob

            Closes 21 Nov 05:28:49Z

            Plan menuca-v3 · digest `6132724aac36…`

            - 21 Nov 05:28:49Z **refused** staging · aprove: refused: send `{"by": "you"}` \\-\\-now
            - 21 Nov 05:28:49Z ✓ plan: MenuCA V3

            \u00a0
            """);
  }

  @Test
  void aQuestionSaysBothWaysToGiveEachAnswer() {
    String next =
        "soakgate rollback d-1 --by \"YOUR NAME\" --reason \"WHY\""
            + " | soakgate resume d-1 --by \"YOUR NAME\"";

    assertThat(Details.of(status("an answer: rollback or resume", next, null, "Keep it?", null)))
        .contains(
            """
            # staging: gate go · waits for **an answer: rollback or resume**

            **Question.** Keep it?

            **To rollback:** More Actions → Send a Signal → `command`, with the input

            ```
            {"act": "rollback", "by": "YOUR NAME", "reason": "WHY"}
            ```

            or type

            ```
            soakgate rollback d-1 --by "YOUR NAME" --reason "WHY"
            ```

            **To resume:** More Actions → Send a Signal → `command`, with the input

            ```
            {"act": "resume", "by": "YOUR NAME"}
            ```

            or type

            ```
            soakgate resume d-1 --by "YOUR NAME"
            ```
            """);
  }

  @Test
  void anEndingSaysWhyAndWhereTheReportIs() {
    List<Entry> ended =
        List.of(entry(null, "plan", "ending", "failed", "REFUSED: one `plan` is missing\nand two"));
    Status asked = status(null, null, null, null, Ending.REFUSED);
    Status status =
        new Status(
            "d-1",
            null,
            null,
            null,
            null,
            "ended",
            null,
            NOW,
            NOW,
            NOW,
            1,
            null,
            null,
            null,
            null,
            false,
            null,
            null,
            asked.ending(),
            asked.report(),
            ended,
            List.of(),
            null,
            null,
            null);

    assertThat(Details.of(status))
        .isEqualTo(
            """
            # REFUSED

            one `plan` is missing

            and two

            Report: `reports/d-1/report.html`


            \u00a0
            """);
  }

  @Test
  void whatPeopleWroteStaysWhatTheyWrote() {
    assertThat(Markdown.plain("<b> & *x* [a](b) $5 --by\nme {\"a\": \"<\"} `code` {`"))
        .isEqualTo("\\<b> \\& \\*x\\* \\[a\\](b) \\$5 \\-\\-by me `{\"a\": \"<\"}` `code` {\\`");
  }

  @Test
  void aLongStoryIsCutBeforeItIsTooLongForAUrl() {
    List<Entry> long1 =
        IntStream.range(0, 40)
            .mapToObj(i -> entry("p", "s" + i, "check", "failed", "w".repeat(900)))
            .toList();
    Status some = status(null, null, null, null, null);
    Status status =
        new Status(
            some.deployment(),
            some.plan(),
            some.digest(),
            null,
            "p",
            "p: after",
            null,
            NOW,
            NOW,
            NOW,
            1,
            null,
            null,
            null,
            null,
            false,
            null,
            null,
            null,
            null,
            long1,
            List.of(),
            null,
            null,
            null);

    assertThat(Details.of(status))
        .hasSizeLessThan(Details.MOST)
        .contains("s39")
        .doesNotContain("s10");
  }
}
