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
import java.util.concurrent.TimeUnit;

/**
 * Makes sure the server knows Soakgate's search attributes before anything polls: a workflow that
 * sets one the server does not know is retried for ever and looks as if it ran (decision 23).
 */
public final class SearchAttributes {
  private static final int TRIES = 100;
  private static final long BETWEEN_MILLIS = 200;

  private final OperatorServiceStubs operator;
  private final String namespace;
  private final List<String> keywords;

  private SearchAttributes(OperatorServiceStubs operator, String namespace, List<String> keywords) {
    this.operator = operator;
    this.namespace = namespace;
    this.keywords = List.copyOf(keywords);
  }

  /**
   * Registers what is missing and returns when the server lists all of it.
   *
   * @param keywords names of attributes of the type keyword
   * @throws IllegalStateException when this login may not, or the server does not take them within
   *     20 s; the message is the command to run
   */
  public static void register(WorkflowServiceStubs service, String namespace, List<String> keywords)
      throws InterruptedException {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(service.getRawChannel())
                .validateAndBuildWithDefaults());
    new SearchAttributes(operator, namespace, keywords).register();
  }

  private void register() throws InterruptedException {
    try {
      for (int i = 0; i < TRIES; i++) {
        List<String> missing = missing();
        if (missing.isEmpty()) {
          return;
        }
        add(missing);
        TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
      }
      throw new IllegalStateException("the server does not take search attributes; " + command());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        // The server inside a JVM takes attributes and cannot list them.
        add(keywords);
        return;
      }
      throw new IllegalStateException(
          "cannot register search attributes (" + e.getStatus().getCode() + "); " + command(), e);
    }
  }

  private List<String> missing() {
    Set<String> known =
        operator
            .blockingStub()
            .listSearchAttributes(
                ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
            .getCustomAttributesMap()
            .keySet();
    return keywords.stream().filter(k -> !known.contains(k)).toList();
  }

  private void add(List<String> missing) {
    AddSearchAttributesRequest.Builder request =
        AddSearchAttributesRequest.newBuilder().setNamespace(namespace);
    missing.forEach(
        name -> request.putSearchAttributes(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    try {
      operator.blockingStub().addSearchAttributes(request.build());
    } catch (StatusRuntimeException e) {
      // Another worker was faster, or the server is still adding them.
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw e;
      }
    }
  }

  private String command() {
    StringBuilder command =
        new StringBuilder(
            "ask who administers the namespace to run:\n"
                + "  temporal operator search-attribute create --namespace "
                + namespace);
    keywords.forEach(k -> command.append(" --name ").append(k).append(" --type Keyword"));
    return command.toString();
  }
}
