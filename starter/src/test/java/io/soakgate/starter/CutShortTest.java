package io.soakgate.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import io.soakgate.deployment.Ending;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Somebody ends a deployment in Temporal itself, sets it back, or has a second Temporal work on the
 * same database (F-29, F-46, F-47): nothing runs twice, and nothing stays closed.
 */
@Tag("server")
class CutShortTest {
  private static final String STOCK = "ALTER TABLE held ADD COLUMN stock int;\n";

  private static SmallShop shop;

  @BeforeAll
  static void open() throws Exception {
    shop = new SmallShop("cut-short");
    shop.write(
        "plan.yaml",
        """
        soakgate: 1
        name: shop
        roles: {lead: the lead}
        channels: {team: {console: {}}}
        alerts: {warn: [team], page: [team], critical: [team]}
        changes:
          orders: {apply: sql/orders.sql, undo: sql/no-orders.sql, verify: [{query: {text: SELECT 1 AS n FROM orders}}]}
          stock: {apply: sql/stock.sql, undo: sql/no-stock.sql, verify: [{query: {text: SELECT 1 AS n FROM orders}}]}
        environments:
          production:
            target: shop
            read-only: {from: changes}
            approve: {go: lead, end: lead}
        """);
    shop.write("sql/orders.sql", "CREATE TABLE orders (id int);\n");
    shop.write("sql/no-orders.sql", "DROP TABLE orders;\n");
    shop.write("sql/stock.sql", STOCK);
    shop.write("sql/no-stock.sql", "ALTER TABLE held DROP COLUMN stock;\n");
    shop.start();
    shop.run("CREATE TABLE held (id int); INSERT INTO held VALUES (1)");
  }

  @AfterAll
  static void close() throws Exception {
    shop.close();
  }

  @Test
  void aTargetThatAnotherNamespaceHoldsIsRefusedNamingWhoHoldsIt() throws Exception {
    WorkflowClient other = other();
    WorkflowStub here = shop.deploy(shop.client(), "shop-here");
    shop.until("shop-here", "gate go");

    Finished refused = Finished.of(shop.deploy(other, "shop-there"));

    assertThat(refused.ending()).isEqualTo(Ending.REFUSED);
    assertThat(refused.why())
        .matches(
            "shop: held by deployment shop-here of the Temporal at 127\\.0\\.0\\.1:\\d+, namespace"
                + " default until \\S+: one deployment at a time works on a target, whatever"
                + " Temporal it runs in; wait for its ending, or, when that Temporal is gone for"
                + " good, free it in database app: DELETE FROM soakgate\\.lease");
    here.terminate("a test");
  }

  private static WorkflowClient other() throws Exception {
    shop.service()
        .blockingStub()
        .registerNamespace(
            RegisterNamespaceRequest.newBuilder()
                .setNamespace("other")
                .setWorkflowExecutionRetentionPeriod(Durations.fromDays(1))
                .build());
    WorkflowClient other = shop.client("other");
    SmallShop.until(
        () -> {
          try {
            shop.work(other);
            return true;
          } catch (RuntimeException notYetKnown) {
            return false;
          }
        },
        () -> "no worker for the other namespace");
    return other;
  }

  @Test
  void oneThatIsTerminatedAtAGateLeavesNothingInTheWay() throws Exception {
    WorkflowStub first = shop.deploy(shop.client(), "shop-1");
    shop.until("shop-1", "gate go");
    first.terminate("a test");

    WorkflowStub second = shop.deploy(shop.client(), "shop-2");
    shop.until("shop-2", "gate go");
    assertThat(shop.configured("reconcile", "shop-1").out()).contains("  workflow: terminated\n");
    second.terminate("a test");
  }

  @Test
  void oneThatIsTerminatedInAChangeStopsThereAndLetsWritesInAgain() throws Exception {
    shop.write("sql/stock.sql", "SELECT pg_sleep(120);\n" + STOCK);
    WorkflowStub cut = shop.deploy(shop.client(), "shop-3");
    agree("shop-3", "gate go");
    String working =
        "SELECT application_name FROM pg_stat_activity WHERE state = 'active'"
            + " AND application_name = 'soakgate/shop-3/stock'";
    SmallShop.until(() -> !shop.seen(working).isEmpty(), () -> "stock is not begun");
    assertThat(shop.seen("SHOW default_transaction_read_only")).containsExactly("on");

    cut.terminate("a test");

    SmallShop.until(() -> shop.seen(working).isEmpty(), () -> "stock goes on");
    SmallShop.until(
        () -> shop.seen("SHOW default_transaction_read_only").equals(List.of("off")),
        () -> "writes are still kept out");
    assertThat(shop.configured("reconcile", "shop-3").out())
        .contains("  workflow: terminated\n")
        .contains("shop, orders: ledger applied ");
    shop.write("sql/stock.sql", STOCK);
    shop.run("DROP TABLE orders");
    WorkflowStub next = shop.deploy(shop.client(), "shop-4");
    agree("shop-4", "gate go");
    agree("shop-4", "gate end");
    assertThat(Finished.of(next).ending()).isEqualTo(Ending.SUCCEEDED);
    shop.run("DROP TABLE orders; ALTER TABLE held DROP COLUMN stock");
  }

  @Test
  void oneThatIsResetAsksAgainAndFindsWhatIsDone() throws Exception {
    shop.deploy(shop.client(), "shop-5");
    agree("shop-5", "gate go");
    shop.until("shop-5", "gate end");
    reset("shop-5");
    agree("shop-5", "gate go");
    agree("shop-5", "gate end");

    Finished finished = Finished.of(shop.client().newUntypedWorkflowStub("shop-5"));
    assertThat(finished.ending()).as(finished.why()).isEqualTo(Ending.SUCCEEDED);
    assertThat(
            shop.seen("SELECT subject FROM soakgate.run WHERE deployment = 'shop-5' ORDER BY id"))
        .containsExactly("orders", "stock");
    shop.run("DROP TABLE orders; ALTER TABLE held DROP COLUMN stock");
  }

  private static void agree(String id, String gate) throws Exception {
    shop.until(id, gate);
    assertThat(shop.soakgate("approve", id, "--by", "ann").code()).isZero();
  }

  private static void reset(String id) {
    WorkflowExecution execution =
        shop.client().newUntypedWorkflowStub(id).describe().getExecution();
    long point =
        shop.client().fetchHistory(id).getEvents().stream()
            .filter(e -> e.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
            .mapToLong(HistoryEvent::getEventId)
            .min()
            .orElseThrow();
    shop.service()
        .blockingStub()
        .resetWorkflowExecution(
            ResetWorkflowExecutionRequest.newBuilder()
                .setNamespace("default")
                .setWorkflowExecution(execution)
                .setReason("a test")
                .setWorkflowTaskFinishEventId(point)
                .setRequestId(UUID.randomUUID().toString())
                .build());
  }
}
