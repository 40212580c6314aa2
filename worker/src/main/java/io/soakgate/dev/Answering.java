package io.soakgate.dev;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Whether a Temporal server answers. */
final class Answering {
  private static final long PATIENCE_SECONDS = 10;
  private static final String NAMESPACE = "default";

  private Answering() {}

  /** Clients of a server on this machine; nothing of the environment's keys and certificates. */
  static ClientConfigProfile local(int port) {
    return ClientConfigProfile.newBuilder()
        .setAddress("127.0.0.1:" + port)
        .setNamespace(NAMESPACE)
        .build();
  }

  /** Whether it knows the profile's namespace, within 10 s. */
  static boolean answers(ClientConfigProfile profile) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions());
    try {
      stubs
          .blockingStub()
          .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .describeNamespace(
              DescribeNamespaceRequest.newBuilder()
                  .setNamespace(Optional.ofNullable(profile.getNamespace()).orElse(NAMESPACE))
                  .build());
      return true;
    } catch (StatusRuntimeException silence) {
      return false;
    } finally {
      stubs.shutdownNow();
    }
  }
}
