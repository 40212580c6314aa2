package io.soakgate.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.embedded.CacheDirectory;
import io.soakgate.embedded.OwnedProcess;
import io.soakgate.worker.SearchAttributes;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("server")
class TemporalServerTest {
  private static final ClientConfigProfile NOTHING_CONFIGURED =
      ClientConfigProfile.newBuilder().build();

  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();

  @Test
  void startsWithItsUiAndTheSearchAttributes() throws Exception {
    try (TemporalServer server = open(NOTHING_CONFIGURED)) {
      register(server, "SoakgatePlan");
      assertThat(searchAttributes(server))
          .containsEntry("SoakgatePlan", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
      assertThat(page(server.ui().orElseThrow())).isEqualTo(200);
      assertThat(server.story())
          .isEqualTo(
              "%s, UI %s (process %d)"
                  .formatted(server.address(), server.ui().orElseThrow(), recorded().pid()));
    }
    assertThat(folder.resolve("processes/temporal")).doesNotExist();
  }

  @Test
  void isAdoptedWhenItsStarterDied() throws Exception {
    TemporalServer left = open(NOTHING_CONFIGURED);
    OwnedProcess process = recorded();
    Files.delete(folder.resolve("processes/temporal")); // killed before it was written down

    try (TemporalServer adopted = open(NOTHING_CONFIGURED)) {
      assertThat(adopted.address()).isEqualTo(left.address());
      assertThat(adopted.story())
          .contains("(left running, adopted, process " + process.pid() + ")");
      assertThat(recorded()).isEqualTo(process);
    }
    assertThat(process.alive()).isFalse();
  }

  @Test
  void comesBackOnItsPortAfterItWasKilledWithMoreSearchAttributes() throws Exception {
    TemporalServer killed = open(NOTHING_CONFIGURED);
    register(killed, "SoakgatePlan");
    assertThat(recorded().end("KILL", Duration.ofSeconds(60))).isTrue();

    try (TemporalServer again = open(NOTHING_CONFIGURED)) {
      assertThat(again.address()).isEqualTo(killed.address());
      register(again, "SoakgatePlan", "SoakgatePhase");
      assertThat(searchAttributes(again)).containsKeys("SoakgatePlan", "SoakgatePhase");
    }
  }

  /** The real one goes on to print where it was, long enough to hide why. */
  @Test
  void isStartedAgainWhereSomebodyElseTookThePortMeanwhile() throws Exception {
    Path tries = folder.resolve("tries");
    Path binary = folder.resolve("temporal-in-the-way");
    Files.writeString(
        binary,
        """
        #!/bin/sh
        echo "listen tcp 127.0.0.1:7233: bind: address already in use"
        for frame in $(seq 200); do echo "goroutine $frame"; done
        echo tried >> "%s"
        exit 2
        """
            .formatted(tries));
    assertThat(binary.toFile().setExecutable(true)).isTrue();

    assertThatThrownBy(() -> DevServer.start(binary, options()))
        .hasMessageStartingWith(
            "the Temporal server did not start: listen tcp 127.0.0.1:7233: bind: address already");
    assertThat(tries).hasContent("tried\ntried\ntried");
  }

  @Test
  void usesTheConfiguredServerAndLeavesItRunning() throws Exception {
    try (TemporalServer somebodys = open(NOTHING_CONFIGURED)) {
      try (TemporalServer configured = open(at(somebodys.address()))) {
        assertThat(configured.story()).isEqualTo(somebodys.address() + " (configured)");
      }
      assertThat(Answering.answers(somebodys.profile())).isTrue();
    }
  }

  @Test
  void saysThatTheConfiguredServerDoesNotAnswer() throws Exception {
    try (TemporalServer ours = open(at("127.0.0.1:1"))) {
      assertThat(ours.address()).isNotEqualTo("127.0.0.1:1");
      assertThat(told)
          .contains(
              "no Temporal server answers at 127.0.0.1:1, which is configured; going on with a"
                  + " server of our own (other terminals need TEMPORAL_ADDRESS unset)");
    }
  }

  @Test
  void theOneInsideThisProcessAnswersOthersToo() throws Exception {
    try (InJvmServer server = InJvmServer.start()) {
      register(server, "SoakgatePlan", "SoakgatePhase");
      assertThat(Answering.answers(server.profile())).isTrue();
      assertThat(server.story())
          .isEqualTo(server.address() + " (inside this process: no UI, nothing kept)");
    }
  }

  private TemporalServer open(ClientConfigProfile configured) throws Exception {
    return TemporalServer.open(options(), configured);
  }

  private DevOptions options() {
    return new DevOptions(folder, CacheDirectory.path(), List.of(), false, told::add);
  }

  private static void register(TemporalServer server, String... attributes) throws Exception {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(server.profile().toWorkflowServiceStubsOptions());
    try {
      SearchAttributes.register(stubs, "default", List.of(attributes));
    } finally {
      stubs.shutdownNow();
    }
  }

  private static ClientConfigProfile at(String address) {
    return ClientConfigProfile.newBuilder().setAddress(address).setNamespace("default").build();
  }

  private OwnedProcess recorded() throws Exception {
    return OwnedProcess.read(folder.resolve("processes/temporal")).orElseThrow();
  }

  private static int page(String address) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address + "/namespaces/default/workflows")).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static Map<String, IndexedValueType> searchAttributes(TemporalServer server) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(server.profile().toWorkflowServiceStubsOptions());
    try {
      return OperatorServiceStubs.newServiceStubs(
              OperatorServiceStubsOptions.newBuilder()
                  .setChannel(stubs.getRawChannel())
                  .validateAndBuildWithDefaults())
          .blockingStub()
          .listSearchAttributes(
              ListSearchAttributesRequest.newBuilder().setNamespace("default").build())
          .getCustomAttributesMap();
    } finally {
      stubs.shutdownNow();
    }
  }
}
