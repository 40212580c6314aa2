package io.soakgate.dev;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.soakgate.embedded.OwnedProcess;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Teaches a server of ours search attributes. The dev server's own flag for it does nothing on a
 * database that already has the namespace, and nobody waits for it on a new one.
 */
final class Registration {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final OperatorServiceStubs operator;
  private final String namespace;

  private Registration(WorkflowServiceStubs stubs, String namespace) {
    this.operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(stubs.getRawChannel())
                .validateAndBuildWithDefaults());
    this.namespace = namespace;
  }

  /**
   * Registers what is missing and returns when the server lists all of it.
   *
   * @throws IOException when it does not within 20 s
   */
  static void ensure(ClientConfigProfile profile, List<SearchAttribute> wanted)
      throws IOException, InterruptedException {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions());
    try {
      Registration registration = new Registration(stubs, profile.getNamespace());
      if (!OwnedProcess.await(() -> registration.complete(wanted), PATIENCE)) {
        throw new IOException(
            profile.getAddress() + ": the server does not take the search attributes " + wanted);
      }
    } finally {
      stubs.shutdownNow();
    }
  }

  private boolean complete(List<SearchAttribute> wanted) {
    try {
      List<SearchAttribute> missing = missing(wanted);
      if (!missing.isEmpty()) {
        add(missing);
      }
      return missing.isEmpty();
    } catch (StatusRuntimeException failed) {
      if (failed.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
        throw failed;
      }
      // The test server takes attributes and cannot list them.
      add(wanted);
      return true;
    }
  }

  private List<SearchAttribute> missing(List<SearchAttribute> wanted) {
    var known =
        operator
            .blockingStub()
            .listSearchAttributes(
                ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
            .getCustomAttributesMap();
    return wanted.stream().filter(it -> !known.containsKey(it.name())).toList();
  }

  private void add(List<SearchAttribute> missing) {
    AddSearchAttributesRequest.Builder request =
        AddSearchAttributesRequest.newBuilder().setNamespace(namespace);
    missing.forEach(it -> request.putSearchAttributes(it.name(), type(it)));
    try {
      operator.blockingStub().addSearchAttributes(request.build());
    } catch (StatusRuntimeException failed) {
      // The server itself is still adding what its command line says.
      if (failed.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw failed;
      }
    }
  }

  /** {@code KeywordList} is {@code INDEXED_VALUE_TYPE_KEYWORD_LIST}. */
  private static IndexedValueType type(SearchAttribute attribute) {
    String name = attribute.type().replaceAll("(?<=[a-z])(?=[A-Z])", "_");
    return IndexedValueType.valueOf("INDEXED_VALUE_TYPE_" + name.toUpperCase(Locale.ROOT));
  }
}
