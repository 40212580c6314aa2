package io.soakgate.starter.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.soakgate.deployment.Status;
import io.temporal.client.WorkflowStub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who says something, and what nobody may read, on a real Temporal and real databases. */
@Tag("server")
class IdentityRoadTest {
  private static Ground ground;

  @BeforeAll
  static void open() throws Exception {
    ground =
        new Ground(
            Map.of(
                "shop", files("shop", "shop"),
                "refused", files("refused", "refused"),
                "silent", files("silent", "silent"),
                "env", files("env", "env")));
  }

  @AfterAll
  static void close() throws Exception {
    if (ground != null) {
      ground.close();
    }
  }

  private static Map<String, String> files(String name, String target) {
    return Map.of(
        "plan.yaml",
        """
        soakgate: 1
        name: %s
        roles: {lead: the lead}
        channels: {team: {console: {}}}
        alerts: {warn: [team], page: [team], critical: [team]}
        changes:
          orders: {apply: sql/orders.sql, undo: sql/undo.sql, verify: [{query: {file: sql/count.sql}}]}
          broken: {apply: sql/broken.sql, undo: sql/none.sql, verify: [{query: {file: sql/count.sql}}]}
        environments:
          production:
            target: %s
            approve: {go: lead}
            if-fails: rollback
            backup: {dump: {name: "b_${now:yyyyMMddHHmmss}"}}
        """
            .formatted(name, target),
        "sql/orders.sql",
        "CREATE TABLE orders (id int);\n",
        "sql/undo.sql",
        "DROP TABLE orders;\n",
        "sql/none.sql",
        "SELECT 1;\n",
        "sql/count.sql",
        "SELECT count(*) AS n FROM orders;\n",
        "sql/broken.sql",
        "SELECT current_user || 1 / 0;\n");
  }

  @Test
  void aHandWrittenSignalOpensNoGateAndNoPasswordIsFoundAnywhere() throws Exception {
    WorkflowStub shop = ground.start("shop");
    ground.until(shop, s -> s.gate() != null);

    shop.signal("approve", Map.of("by", "brian", "source", "slack"));
    shop.signal(
        "approve",
        Map.of(
            "by",
            "brian",
            "source",
            "slack",
            "signature",
            Map.of("run", "r", "issued", "now", "key", "ab", "value", "garbage")));
    shop.signal("command", Map.of("act", "abort", "by", "brian", "reason", "2 a.m."));
    Status status = ground.until(shop, s -> refusals(s) == 3);
    assertThat(status.gate().given()).isEmpty();

    assertThat(ground.approve(shop).words())
        .isEqualTo(
            "recorded: brian agrees as lead to production go, verified by key "
                + ground.brian.open().id()
                + "; all roles are given");
    assertThat(catchThrowable(() -> shop.getResult(Void.class))).hasMessageContaining("failed");
    assertThat(ended(shop)).contains("ROLLED_BACK");

    for (String plan : List.of("refused", "silent", "env")) {
      WorkflowStub stub = ground.start(plan);
      assertThat(catchThrowable(() -> stub.getResult(Void.class))).isNotNull();
      assertThat(ended(stub)).contains("REFUSED");
    }
    nowhere();
  }

  private static String ended(WorkflowStub stub) {
    return stub.query("status", Status.class).ending().name();
  }

  private static long refusals(Status status) {
    return status.timeline().stream().filter(e -> e.outcome().equals("refused")).count();
  }

  private static void nowhere() throws Exception {
    List<String> places = new ArrayList<>();
    List<String> texts = new ArrayList<>(ground.histories().stream().map(Ground::decoded).toList());
    assertThat(texts).hasSizeGreaterThanOrEqualTo(4);
    assertThat(String.join("", texts)).contains("password authentication failed");
    texts.addAll(ground.rows());
    texts.add(ground.console.toString(StandardCharsets.UTF_8));
    for (String secret : ground.secrets()) {
      assertThat(secret).startsWith("soakgate-canary-");
      texts.stream().filter(t -> t.contains(secret)).forEach(places::add);
      for (Path file : ground.files()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (text.contains(secret)) {
          places.add(file.toString());
        }
      }
    }
    assertThat(places).isEmpty();
    assertThat(ground.files()).anyMatch(f -> f.endsWith("report.html"));
  }
}
