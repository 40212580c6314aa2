package io.soakgate.localslack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.soakgate.admission.ReadPlan;
import io.soakgate.channel.Channels;
import io.soakgate.channel.TellActivityImpl;
import io.soakgate.deployment.TellActivity.Message;
import io.soakgate.plan.Environment;
import io.soakgate.plan.NamedChannel;
import io.soakgate.plan.Notice;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Values;
import io.soakgate.plan.Variable;
import io.soakgate.plan.reading.Problems;
import io.soakgate.slack.SlackApp;
import io.soakgate.target.Secret;
import io.soakgate.worker.Configuration;
import io.soakgate.worker.Parts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where and in which words the runbooks' announcements stand in Slack. */
class SlackAnnouncementsTest {
  private static final Path PLANS = Path.of("../plans");
  private static final ZonedDateTime DAY =
      ZonedDateTime.of(2026, 11, 21, 7, 0, 0, 0, ZoneOffset.UTC);
  private static final List<Variable> SAID =
      List.of(
          new Variable("window", TextNode.valueOf("Sunday 02:00")),
          new Variable("reason", TextNode.valueOf("p95 of 240 ms > 120 ms")));

  @TempDir Path secrets;
  private LocalSlack slack;
  private TellActivityImpl telling;
  private int told;

  @BeforeEach
  void start() throws Exception {
    slack = LocalSlack.start();
    Path token = Files.writeString(secrets.resolve("bot"), slack.tokens().bot());
    SlackApp app = new SlackApp(slack.url(), new Secret("file:" + token), null);
    Channels channels = Channels.of(System.out, List.of(), app, Clock.systemUTC());
    telling = new TellActivityImpl(channels, () -> 1, () -> Duration.ofMinutes(1));
  }

  @AfterEach
  void stop() {
    slack.close();
  }

  private static Plan plan(String name) {
    Problems problems = new Problems();
    Parts parts = Parts.of(Configuration.none(PLANS), System.out);
    return ReadPlan.of(PLANS, name, parts.catalogue(), problems).orElseThrow().plan();
  }

  /** Makes the channels that the plan expects to find, and no other. */
  private void rooms(String... names) {
    List.of(names).forEach(name -> slack.workspace().channel(name, false));
  }

  private void notices(Plan plan, String environment, String... moments) {
    Environment in =
        plan.environments().stream()
            .filter(e -> e.name().equals(environment))
            .findFirst()
            .orElseThrow();
    for (String moment : moments) {
      for (Notice notice : in.noticesAt(moment)) {
        String text = Values.fill(notice.say(), SAID, DAY);
        notice.to().forEach(to -> say(plan, environment, moment, null, to, text));
      }
    }
  }

  private void alert(Plan plan, Severity severity) {
    plan.alerts().stream()
        .filter(a -> a.severity() == severity)
        .flatMap(a -> a.channels().stream())
        .forEach(to -> say(plan, "staging", "soak", severity, to, "slow"));
  }

  private void say(
      Plan plan, String environment, String moment, Severity severity, String to, String text) {
    Spec spec =
        plan.channels().stream()
            .filter(c -> c.name().equals(to))
            .map(NamedChannel::spec)
            .filter(s -> s.kind().equals("slack"))
            .findFirst()
            .orElse(null);
    if (spec != null) {
      Spec filled = new Spec(spec.kind(), Values.fill(spec.with(), List.of(), DAY), spec.at());
      telling.tell(
          new Message("" + ++told, "d-1", environment, moment, severity, to, filled, text));
    }
  }

  private List<String> in(String room) {
    return slack.workspace().room(room).orElseThrow().posts().stream()
        .map(post -> post.text().replaceFirst(" {2}_d-1_$", ""))
        .toList();
  }

  @Test
  void menucaSaysItsRunbooksWordsWhereTheRunbookSays() {
    Plan plan = plan("menuca-v3");
    rooms("engineering", "announcements", "prod-deployment", "deployment-war-room", "incidents");

    notices(plan, "staging", "announced", "end");
    alert(plan, Severity.PAGE);
    assertThat(slack.workspace().room("prod-deployment-1121")).isEmpty();
    notices(plan, "production", "announced", "before", "released", "breach", "rolled-back");

    assertThat(in("engineering"))
        .containsExactly(
            "*staging announced*  MenuCA V3 starts in staging. Watch it, approve it, or stop it.",
            "*production announced*  Maintenance of MenuCA V3 in production: Sunday 02:00",
            "*production released*  Deployment successful",
            "*production breach*  MenuCA V3 production: p95 of 240 ms &gt; 120 ms",
            "*production rolled-back*  MenuCA V3 was rolled back: p95 of 240 ms &gt; 120 ms");
    assertThat(in("announcements"))
        .containsExactly(
            "*production announced*  Maintenance of MenuCA V3 in production: Sunday 02:00",
            "*production released*  Service fully operational",
            "*production rolled-back*  MenuCA V3 was rolled back: p95 of 240 ms &gt; 120 ms");
    assertThat(in("prod-deployment-1121"))
        .containsExactly(
            "*production before*  MenuCA V3 begins in production now. This is its war room.",
            "*production breach*  MenuCA V3 production: p95 of 240 ms &gt; 120 ms",
            "*production rolled-back*  MenuCA V3 was rolled back: p95 of 240 ms &gt; 120 ms");
    assertThat(in("incidents")).isEmpty();
  }

  @Test
  void theChannelOfIncidentsHearsOnlyWhatIsCritical() {
    Plan plan = plan("menuca-v3");
    rooms("engineering", "prod-deployment", "deployment-war-room", "incidents");

    alert(plan, Severity.WARN);
    alert(plan, Severity.PAGE);

    assertThat(in("prod-deployment"))
        .containsExactly(
            ":warning: WARN  *staging soak*  slow", ":pager: PAGE  *staging soak*  slow");
    assertThat(in("deployment-war-room")).containsExactly(":pager: PAGE  *staging soak*  slow");
    assertThat(in("incidents")).isEmpty();

    alert(plan, Severity.CRITICAL);
    assertThat(in("incidents")).containsExactly(":rotating_light: CRITICAL  *staging soak*  slow");
  }

  @Test
  void spfpTellsItsTeamOfEachStageAndOfIssuesAtOnce() {
    Plan plan = plan("spfp");
    rooms("spfp-deployments");

    notices(plan, "production", "announced", "go", "before", "after", "breach", "end");
    List<String> said = new ArrayList<>(in("spfp-deployments"));
    for (Severity severity : Severity.values()) {
      alert(plan, severity);
    }

    assertThat(said)
        .containsExactly(
            "*production announced*  SPFP: database optimizations in production, Sunday 02:00",
            "*production go*  SPFP: approved, waiting for Sunday 02:00",
            "*production before*  SPFP: execution begins",
            "*production after*  SPFP: executed and validated, monitoring begins",
            "*production breach*  SPFP production: p95 of 240 ms &gt; 120 ms",
            "*production end*  SPFP: database optimizations are done; the report has the figures");
    assertThat(in("spfp-deployments")).hasSize(said.size() + Severity.values().length);
  }
}
