package io.soakgate.starter.slack;

import static io.soakgate.starter.slack.Ground.ANN;
import static io.soakgate.starter.slack.Ground.BRIAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.localslack.Member;
import io.temporal.client.WorkflowStub;
import java.util.List;

/** What is typed is answered for the deployment that was named, and for no other. */
record Names(Ground ground, WorkflowStub shop) {
  private static final int MORE_THAN_ARE_LISTED = 11;

  /** While one deployment runs. */
  void noOtherIsTaken() throws Exception {
    ground.listed(1);
    String none = "no deployment %s runs; running is " + id();
    says(BRIAN, "status nothing-1", none.formatted("nothing-1"));
    says(BRIAN, "who nothing-1", none.formatted("nothing-1"));
    says(BRIAN, "status nothing", none.formatted("nothing"));
    String ended = "shop-20261121-071500";
    says(ANN, "issue " + ended + " slow query", none.formatted(ended));
    says(ANN, "issue " + id(), "say what happened: /soakgate issue what happened");
    assertThat(ground.told(ANN, () -> ground.type(ANN, "issue no-one sees images")))
        .startsWith(id() + ": recorded: ");
    assertThat(ground.told(BRIAN, () -> ground.type(BRIAN, "status"))).startsWith(id() + ": ");
  }

  /** While so many run that not all are listed, the newest first. */
  void oneOfManyIsFound() throws Exception {
    List<WorkflowStub> others = ground.idle(MORE_THAN_ARE_LISTED);
    ground.listed(1 + MORE_THAN_ARE_LISTED);
    assertThat(ground.told(BRIAN, () -> ground.type(BRIAN, "who")))
        .startsWith("more than one deployment runs; name one of idle-")
        .doesNotContain(id());
    assertThat(ground.told(BRIAN, () -> ground.type(BRIAN, "who " + id())))
        .startsWith(id() + ": production go still needs ");
    others.forEach(other -> other.terminate("it did nothing"));
    ground.listed(1);
  }

  private String id() {
    return shop.getExecution().getWorkflowId();
  }

  private void says(Member person, String typed, String words) throws Exception {
    assertThat(ground.told(person, () -> ground.type(person, typed))).isEqualTo(words);
  }
}
