package io.soakgate.worker;

import io.grpc.StatusRuntimeException;
import io.soakgate.condition.Cluster;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;

/** The Temporal this worker belongs to. */
final class OwnCluster {
  private OwnCluster() {}

  /** Named by its namespace's own id, which no other cluster has, where the server tells it. */
  static Cluster of(WorkflowClient client) {
    String namespace = client.getOptions().getNamespace();
    String address = client.getWorkflowServiceStubs().getOptions().getTarget();
    String label = address + ", namespace " + namespace;
    try {
      String id =
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .describeNamespace(
                  DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build())
              .getNamespaceInfo()
              .getId();
      return new Cluster(id.isEmpty() ? label : id, label);
    } catch (StatusRuntimeException e) {
      // The in-JVM test server does not describe namespaces.
      return new Cluster(label, label);
    }
  }
}
