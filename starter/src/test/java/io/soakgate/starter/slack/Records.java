package io.soakgate.starter.slack;

import static io.soakgate.starter.slack.Ground.ANN;
import static io.soakgate.starter.slack.Ground.BRIAN;
import static io.soakgate.starter.slack.Ground.JAMES;
import static io.soakgate.starter.slack.Ground.KIM;
import static io.soakgate.starter.slack.Ground.STRANGER;
import static io.soakgate.starter.slack.Ground.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Entry;
import io.temporal.client.WorkflowStub;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What is written down of all that was said, and what may not be. */
record Records(Ground ground) {

  static List<String> refusals(WorkflowStub stub) {
    return entries(stub, "refused");
  }

  static List<String> recorded(WorkflowStub stub) {
    return entries(stub, "ok");
  }

  /** What people said at gates. */
  private static List<String> entries(WorkflowStub stub, String outcome) {
    return status(stub).timeline().stream()
        .filter(e -> e.kind().equals("approval") && e.outcome().equals(outcome))
        .map(Entry::words)
        .map(w -> w.replaceFirst("^[a-z]+ by slack: ", ""))
        .toList();
  }

  static String key(WorkflowStub stub) {
    return recorded(stub).get(0).replaceFirst("(?s).*slack's key ([0-9a-f]{12}).*", "$1");
  }

  /** What proves the app and the intake stands in no history, audit, answer or log. */
  void nowhere() throws Exception {
    List<String> texts = new ArrayList<>(ground.histories());
    texts.addAll(ground.audit.all());
    texts.add(ground.console.toString(StandardCharsets.UTF_8));
    ground.room.posts().forEach(p -> texts.add(p.toString()));
    List.of(BRIAN, JAMES, KIM, ANN, STRANGER)
        .forEach(m -> ground.room.shownTo(m.id()).forEach(p -> texts.add(p.toString())));
    assertThat(texts).hasSizeGreaterThan(20);
    for (String secret : ground.secrets()) {
      assertThat(texts).noneMatch(text -> text.contains(secret));
    }
  }
}
