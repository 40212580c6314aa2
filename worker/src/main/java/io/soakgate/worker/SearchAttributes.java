package io.soakgate.worker;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.List;
import java.util.Set;

/**
 * Makes sure the server knows Soakgate's search attributes before anything polls: a workflow that
 * sets one the server does not know is retried for ever and looks as if it ran (decision 23).
 */
public final class SearchAttributes {
  private SearchAttributes() {}

  /**
   * Registers what is missing.
   *
   * @throws IllegalStateException when this login may not; the message is the command to run
   */
  public static void register(
      WorkflowServiceStubs service, String namespace, List<String> keywords) {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(service.getRawChannel())
                .validateAndBuildWithDefaults());
    try {
      Set<String> known = known(operator, namespace);
      List<String> missing = keywords.stream().filter(k -> !known.contains(k)).toList();
      if (!missing.isEmpty()) {
        add(operator, namespace, missing);
      }
    } catch (StatusRuntimeException e) {
      throw new IllegalStateException(
          "cannot register search attributes ("
              + e.getStatus().getCode()
              + "); ask who administers the namespace to run:\n  "
              + command(namespace, keywords),
          e);
    }
  }

  private static Set<String> known(OperatorServiceStubs operator, String namespace) {
    return operator
        .blockingStub()
        .listSearchAttributes(
            ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
        .getCustomAttributesMap()
        .keySet();
  }

  private static void add(OperatorServiceStubs operator, String namespace, List<String> missing) {
    AddSearchAttributesRequest.Builder request =
        AddSearchAttributesRequest.newBuilder().setNamespace(namespace);
    missing.forEach(
        name -> request.putSearchAttributes(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    try {
      operator.blockingStub().addSearchAttributes(request.build());
    } catch (StatusRuntimeException e) {
      // Another worker was faster.
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw e;
      }
    }
  }

  private static String command(String namespace, List<String> keywords) {
    StringBuilder command =
        new StringBuilder("temporal operator search-attribute create --namespace " + namespace);
    keywords.forEach(k -> command.append(" --name ").append(k).append(" --type Keyword"));
    return command.toString();
  }
}
