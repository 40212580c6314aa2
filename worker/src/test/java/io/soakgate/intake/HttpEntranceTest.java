package io.soakgate.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.embedded.Ports;
import io.soakgate.identity.People;
import io.soakgate.identity.People.Owner;
import io.soakgate.identity.SigningKey;
import io.soakgate.localslack.LocalSlack;
import io.soakgate.localslack.Member;
import io.soakgate.localslack.Room;
import io.soakgate.slack.SlackApp;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that never come whole keep nobody else's click out. */
class HttpEntranceTest {
  private static final Member LEAD = Member.of("U0000LEAD", "brian");
  private static final int MORE_THAN_ARE_TAKEN = 20;

  @TempDir Path folder;
  private final SigningKey key = SigningKey.fresh();
  private final WorkflowServiceStubs nowhere =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
  private final List<Socket> slow = new ArrayList<>();
  private LocalSlack slack;
  private Room room;
  private Intake intake;
  private int port;

  @BeforeEach
  void open() throws Exception {
    slack = LocalSlack.start();
    slack.workspace().add(LEAD);
    room = slack.workspace().channel("prod-deployment", false);
    port = Ports.freeOr(0);
    slack.requestsTo(URI.create("http://127.0.0.1:" + port + HttpEntrance.PATH));
    SlackApp app = new SlackApp(slack.url(), file(slack.tokens().bot()), "prod-deployment");
    Clicks.Http http = new Clicks.Http("127.0.0.1", port, file(slack.tokens().signing()));
    People people =
        new People(
            List.of(new Owner("brian", List.of(), LEAD.id())),
            List.of(new Owner(People.SLACK, List.of(key.open()))),
            List.of());
    intake =
        Intake.ready(app, new Clicks(null, http, file(key.text())), people)
            .start(
                WorkflowClient.newInstance(nowhere),
                new Store("jdbc:postgresql://127.0.0.1:1/none", "nobody", file("x"), null));
    await(intake::hears);
  }

  @AfterEach
  void close() throws IOException {
    for (Socket one : slow) {
      one.close();
    }
    intake.close();
    nowhere.shutdownNow();
    slack.close();
  }

  private Secret file(String text) throws IOException {
    return new Secret("file:" + Files.writeString(Files.createTempFile(folder, "s", ""), text));
  }

  @Test
  void whatIsTypedIsHeardThoughManyRequestsNeverSendTheirBody() throws Exception {
    for (int i = 0; i < MORE_THAN_ARE_TAKEN; i++) {
      begin("POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n");
    }

    await(this::acknowledged);
  }

  @Test
  void whatIsTypedIsHeardThoughManyRequestsNeverEndTheirHeaders() throws Exception {
    for (int i = 0; i < MORE_THAN_ARE_TAKEN; i++) {
      begin("POST /slack/events HTTP/1.1\r\nHost: x\r\nX-More: ");
    }

    await(this::acknowledged);
  }

  private void begin(String text) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    slow.add(socket);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private boolean acknowledged() {
    try {
      return slack.hands().command(LEAD, room, "/soakgate", "help") != null;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(BooleanSupplier come) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!come.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it never came").isLessThan(end);
      assertThat(new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS)).isFalse();
    }
  }
}
