package io.soakgate.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.admission.ReadPlan;
import io.soakgate.identity.SigningKey;
import io.soakgate.localslack.Member;
import io.soakgate.plan.Plan;
import io.soakgate.plan.reading.Problems;
import io.soakgate.worker.Configuration;
import io.soakgate.worker.Parts;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleSlackTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PLANS = Path.of("..", "plans");

  @TempDir Path folder;
  private SampleSlack sample;

  @BeforeEach
  void start() throws Exception {
    sample = SampleSlack.start(aclue(), folder);
  }

  @AfterEach
  void stop() {
    sample.close();
  }

  private static Plan aclue() throws Exception {
    Problems problems = new Problems();
    return ReadPlan.of(
            PLANS, "aclue", Parts.of(Configuration.none(PLANS), System.out).catalogue(), problems)
        .orElseThrow()
        .plan();
  }

  private static ObjectNode roles(String json) throws Exception {
    return (ObjectNode) JSON.readTree("{\"roles\": " + json + "}");
  }

  @Test
  void whoHoldsARoleIsInTheWorkspaceByTheIdThatTheWorkerKnows() throws Exception {
    ObjectNode all = roles("{\"dba\": [\"dba\"], \"lead\": [\"anna\", \"dba\"]}");
    all.withObject("/people/anna").put("slack", "U0000ANNA");

    sample.join(all, true);

    assertThat(all.path("people"))
        .hasToString("{\"anna\":{\"slack\":\"U0000ANNA\"},\"dba\":{\"slack\":\"U00000001\"}}");
    assertThat(sample.slack().workspace().members())
        .extracting(Member::id, Member::name, Member::title)
        .containsExactly(
            tuple("U00000001", "dba", "database administrator, lead developer"),
            tuple("U0000ANNA", "anna", "lead developer"),
            tuple("U00000003", "visitor", "holds no role"));
  }

  @Test
  void theIntakesKeyIsKeptForTheNextRun() throws Exception {
    ObjectNode first = roles("{\"dba\": \"dba\"}");
    ObjectNode second = first.deepCopy();

    sample.join(first, true);
    sample.join(second, true);

    SigningKey key = SigningKey.parse(Files.readString(folder.resolve("slack/key")));
    assertThat(first.at("/sources/slack/keys")).hasToString("[\"" + key.open().line() + "\"]");
    assertThat(second.at("/sources/slack/keys")).isEqualTo(first.at("/sources/slack/keys"));
    assertThat(first.path("slack"))
        .hasToString(
            "{\"api\":\"%s\",\"bot\":\"file:%s\",\"cards\":\"prod-deployment\",\"app\":\"file:%s\",\"key\":\"file:%s\"}"
                .formatted(
                    sample.slack().url(),
                    folder.resolve("slack/bot"),
                    folder.resolve("slack/app"),
                    folder.resolve("slack/key")));
    assertThat(Files.getPosixFilePermissions(folder.resolve("slack/key"))).hasSize(2);
  }

  @Test
  void withoutCardsPlansOnlySayThingsThere() throws Exception {
    ObjectNode all = roles("{\"dba\": \"dba\"}");

    sample.join(all, false);

    assertThat(all)
        .hasToString(
            "{\"roles\":{\"dba\":\"dba\"},\"slack\":{\"api\":\"%s\",\"bot\":\"file:%s\"}}"
                .formatted(sample.slack().url(), folder.resolve("slack/bot")));
  }
}
