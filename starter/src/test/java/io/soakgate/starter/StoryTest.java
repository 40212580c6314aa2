package io.soakgate.starter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Status;
import io.soakgate.deployment.Status.Attestation;
import io.soakgate.deployment.Status.OpenGate;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoryTest {
  private static final Instant SINCE = Instant.parse("2026-11-21T02:00:00Z");
  private static final String APPROVE = "soakgate approve shop-1 --by \"YOUR NAME\" --attest all";

  @Test
  void whileItWorksNothingIsToBeTyped() {
    assertThat(StatusVerb.fiveLines(status("staging: change indexes", null, null).to(5)))
        .isEqualTo(
            """
            runs    shop-1: staging: change indexes
            waits   for nobody
            since   2026-11-21 02:00:00Z (5 s)
            window  Mon 23 Nov 02:00–06:00
            type    nothing: it goes on by itself""");
  }

  @Test
  void atAGateItSaysWhoIsMissingAndWhatToType() {
    assertThat(StatusVerb.fiveLines(atTheGate().to(11_580)))
        .isEqualTo(
            """
            runs    shop-1: production: gate go
            waits   for devops and cto
            since   2026-11-21 02:00:00Z (3 h 13 min)
            window  Mon 23 Nov 02:00–06:00
            type    soakgate approve shop-1 --by "YOUR NAME" --attest all
            confirm devops: support is briefed
            proved  ✓ All tests passed: proved by 31 checks
            warned  after spare: should hold: n 7, not < 5
            allows  undo of fix loses rows
            lint    table-locking: lock-table, 1 statement in the apply of fix, sql/a.sql:7: so""");
  }

  @Test
  void pausedItSaysByWhomAndWhy() {
    Draft paused =
        status("staging: change indexes", "resume", "soakgate resume shop-1 --by \"YOUR NAME\"");
    paused.paused = "brian: checking\nthe disks";
    assertThat(StatusVerb.fiveLines(paused.to(61)))
        .isEqualTo(
            """
            runs    shop-1: staging: change indexes (paused: brian: checking the disks)
            waits   for resume
            since   2026-11-21 02:00:00Z (1 min 1 s)
            window  Mon 23 Nov 02:00–06:00
            type    soakgate resume shop-1 --by "YOUR NAME\"""");
  }

  @Test
  void aQuestionIsSaidWithItsAnswers() {
    Draft asked =
        status(
            "production: watch first-day",
            "an answer: rollback or resume",
            "soakgate rollback shop-1 --by \"YOUR NAME\" --reason \"WHY\" | soakgate resume shop-1"
                + " --by \"YOUR NAME\"");
    asked.question =
        "errors 7% > 5% in 2 of 2 buckets. Roll back everything, or resume to keep it?";
    assertThat(StatusVerb.fiveLines(asked.to(30)))
        .isEqualTo(
            """
            runs    shop-1: production: watch first-day
            waits   for an answer: rollback or resume; errors 7% > 5% in 2 of 2 buckets. Roll back everything, or resume to keep it?
            since   2026-11-21 02:00:00Z (30 s)
            window  Mon 23 Nov 02:00–06:00
            type    soakgate rollback shop-1 --by "YOUR NAME" --reason "WHY" | soakgate resume shop-1 --by "YOUR NAME\"""");
  }

  @Test
  void endedItSaysHowAndWhereTheReportIs() {
    Draft ended = status("ended", null, null);
    ended.ending = Ending.ROLLED_BACK;
    ended.report = "/srv/reports/shop-1/report.html";
    assertThat(StatusVerb.fiveLines(ended.to(0)))
        .isEqualTo(
            """
            runs    shop-1: ended ROLLED_BACK, report /srv/reports/shop-1/report.html
            waits   for nobody
            since   2026-11-21 02:00:00Z (0 s)
            window  Mon 23 Nov 02:00–06:00
            type    soakgate report shop-1""");
  }

  @Test
  void withoutATerminalEachThingThatHappensIsOnePlainLine() {
    StoryLines lines = new StoryLines(false, 0);
    assertThat(lines.line(entry("staging", "go tables", "check", "ok", "rows 63 = 63")))
        .isEqualTo("21 02:00:00Z  ✓  staging     check     go tables: rows 63 = 63");
    assertThat(lines.line(entry(null, "plan", "refused", "refused", "a: b: c; d\ne: f: g; h")))
        .isEqualTo(
            """
            21 02:00:00Z  ✗              refused   plan: a: b: c; d
                                                   e: f: g; h""");
    assertThat(lines.line(entry("production", "slow", "breach", "inconclusive", "no data")))
        .isEqualTo("21 02:00:00Z  ?  production  breach    slow: no data");
    assertThat(lines.line(entry("production", "gate go", "gate", "waiting", "waits for cto")))
        .isEqualTo("21 02:00:00Z  …  production  gate      gate go: waits for cto");
    assertThat(lines.now(atTheGate().to(1), APPROVE)).isEmpty();
    assertThat(lines.now("no worker answers; waiting")).isEmpty();
    assertThat(lines.erase()).isEmpty();
  }

  @Test
  void whatPeopleWroteCannotSteerATerminal() {
    StoryLines lines = new StoryLines(false, 0);
    assertThat(lines.line(entry(null, "approve", "approval", "ok", "by \u001b[2J\u0007\u009bx\ty")))
        .isEqualTo("21 02:00:00Z  ✓              approval  approve: by ?[2J??x y");
  }

  @Test
  void inATerminalLongLinesAreBrokenBetweenWordsAndSubjectsStandOut() {
    StoryLines lines = new StoryLines(true, 70);
    assertThat(lines.line(entry("staging", "go tables", "check", "ok", "one two three four five")))
        .isEqualTo(
            "21 02:00:00Z  \u001b[32m✓\u001b[39m\u001b[0m  staging     check    "
                + " \u001b[1mgo tables:\u001b[0m one two three four\n"
                + " ".repeat(39)
                + "five");
  }

  @Test
  void inATerminalTheLastRowsSayWhatRunsWhatIsConfirmedAndWhatToType() {
    StoryLines lines = new StoryLines(true, 120);
    String first = lines.now(atTheGate().to(75), APPROVE);
    assertThat(first)
        .isEqualTo(
            "\u001b[?7l\u001b[1m→ \u001b[0mproduction: gate go  waits for devops and cto  1 min 15 s\n"
                + "  devops confirms: support is briefed\n"
                + "  warned: after spare: should hold: n 7, not < 5\n"
                + "  type: "
                + APPROVE
                + "\u001b[?7h");
    assertThat(lines.now("no worker answers; waiting"))
        .isEqualTo(
            "\u001b[1A\u001b[1A\u001b[1A\r\u001b[J\u001b[?7l\u001b[1m→ \u001b[0mno worker answers; waiting"
                + "\u001b[?7h");
    assertThat(lines.erase()).isEqualTo("\r\u001b[J");
    assertThat(lines.erase()).isEmpty();
  }

  @Test
  void whatALogPrintsStandsInRowsOfItsOwn() {
    StoryLines lines = new StoryLines(true, 120);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    PrintStream terminal = new PrintStream(all, true, UTF_8);
    PrintWriter out = new PrintWriter(terminal, true, UTF_8);
    out.print(lines.now("works"));

    new PrintStream(new Beside(terminal, lines, out), true, UTF_8).println("WARN late");

    assertThat(all.toString(UTF_8)).endsWith("works\u001b[?7h\r\u001b[JWARN late\n");
  }

  private static Entry entry(
      String environment, String subject, String kind, String outcome, String words) {
    return new Entry(SINCE, environment, subject, kind, outcome, words);
  }

  private static Draft atTheGate() {
    Draft draft = status("production: gate go", "devops and cto", APPROVE);
    draft.gate =
        new OpenGate(
            "production",
            "go",
            1,
            "abc",
            List.of("devops", "cto"),
            List.of("lead: brian"),
            null,
            List.of(new Attestation("attest", "devops", "support is briefed")),
            List.of(),
            List.of("\u2713 All tests passed: proved by 31 checks"),
            List.of("table-locking: lock-table, 1 statement in the apply of fix, sql/a.sql:7: so"),
            List.of(),
            List.of("undo of fix loses rows"),
            List.of("after spare: should hold: n 7, not < 5"),
            List.of(),
            List.of());
    return draft;
  }

  private static Draft status(String doing, String waitingFor, String next) {
    Draft draft = new Draft();
    draft.doing = doing;
    draft.waitingFor = waitingFor;
    draft.next = next;
    return draft;
  }

  /** A status in the making. */
  private static final class Draft {
    private String doing;
    private String waitingFor;
    private String next;
    private String paused;
    private OpenGate gate;
    private String question;
    private Ending ending;
    private String report;

    /** The status, so many seconds after it became so. */
    Status to(long seconds) {
      return new Status(
              "shop-1",
              "shop",
              "abc",
              null,
              "production",
              doing,
              waitingFor,
              SINCE,
              SINCE,
              SINCE,
              1,
              null,
              "Mon 23 Nov 02:00–06:00",
              next,
              paused,
              false,
              gate,
              question,
              ending,
              report,
              List.of(),
              List.of(),
              null,
              null,
              null)
          .asOf(SINCE.plusSeconds(seconds));
    }
  }
}
