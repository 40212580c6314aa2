package io.soakgate.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.ActActivity;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Purpose;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgres")
class ActActivityImplTest {
  private static final String A = "{\"file\": \"sql/a.sql\"}";

  @TempDir Path home;
  private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();
  private final List<String> beats = new CopyOnWriteArrayList<>();
  private Playground playground;
  private ActActivity activity;

  @BeforeEach
  void start() {
    playground = new Playground(home);
    Actions actions =
        new Actions(Actions.sql(playground.targets, playground.folders, playground.store));
    environment.registerActivitiesImplementations(
        new ActActivityImpl(actions, (request, pulse) -> null, Guard.NONE, Duration.ofMillis(50)));
    environment.setActivityHeartbeatListener(String.class, beats::add);
    activity =
        environment.newActivityStub(
            ActActivity.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(1))
                .setHeartbeatTimeout(Duration.ofSeconds(1))
                .build());
  }

  @AfterEach
  void stop() {
    environment.close();
  }

  @Test
  void heartbeats_with_the_latest_words_while_the_database_works() throws Exception {
    playground.admit("sql/a.sql", "SELECT pg_sleep(2.5);");

    Effect effect = activity.act(request("sql", A));

    assertThat(effect.ran()).isEqualTo(1);
    assertThat(beats).contains("statements 1 to 1 of 1");
  }

  @Test
  void cancels_the_statement_when_nobody_waits_for_it_any_more() throws Exception {
    playground.admit("sql/a.sql", "CREATE TABLE t (n int);\nSELECT pg_sleep(60);");
    CompletableFuture<Effect> effect =
        CompletableFuture.supplyAsync(() -> activity.act(request("sql", A)));
    Waiting.until(() -> beats.contains("statements 1 to 2 of 2"));

    environment.requestCancelActivity();

    assertThatThrownBy(effect::join).hasRootCauseInstanceOf(CanceledFailure.class);
    assertThat(
            playground.one(
                "SELECT count(*) FROM pg_stat_activity WHERE query ~ 'pg_sleep' AND"
                    + " application_name = 'soakgate/d-1/c' AND state = 'active'"))
        .isEqualTo("0");
    assertThat(playground.one("SELECT to_regclass('t')")).isEqualTo("null");
  }

  @Test
  void a_failing_statement_is_not_retried() throws Exception {
    playground.admit("sql/a.sql", "SELECT 1 / 0;");

    assertThatThrownBy(() -> activity.act(request("sql", A)))
        .isInstanceOf(ActivityFailure.class)
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            e -> {
              assertThat(e.getType()).isEqualTo("failed-statement");
              assertThat(e.isNonRetryable()).isTrue();
            });
  }

  @Test
  void what_the_plan_says_is_checked_once_more_before_it_is_done() throws Exception {
    assertThatThrownBy(() -> activity.act(request("sql", "{\"fil\": \"sql/a.sql\"}")))
        .isInstanceOf(ActivityFailure.class)
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class, e -> assertThat(e.getType()).isEqualTo("refused"));
  }

  @Test
  void two_actions_of_one_kind_cannot_be_registered() {
    Action action = new DropCreated(playground.targets, playground.folders, playground.store);

    assertThatThrownBy(() -> new Actions(List.of(action, action)))
        .hasMessage("two actions are of the kind drop-created");
  }

  private ActRequest request(String kind, String with) {
    return playground.request("c", Purpose.APPLY, 1, kind, with);
  }
}
