package io.soakgate.bench;

import io.temporal.client.WorkflowExecutionMetadata;
import java.nio.file.Path;
import java.util.List;

/** The histories of a whole deployment of {@code menuca-v3}: a day's watch and all. */
record DeploymentEvents(Path home) implements Bench.Figure {
  private static final String PLAN = "menuca-v3";
  private static final int PACE = 4320;
  private static final int LIMIT = 4096;

  @Override
  public String take() throws Exception {
    Path plans = Path.of("plans").toAbsolutePath();
    try (Ground ground = Ground.of(plans, PLAN, home.resolve("events/state"), PACE);
        Walk walk = new Walk(ground)) {
      String id = walk.run(PLAN).deployment();
      List<WorkflowExecutionMetadata> runs =
          walk.client()
              .listExecutions("")
              .filter(e -> e.getExecution().getWorkflowId().contains(id))
              .toList();
      runs.forEach(
          r ->
              System.err.printf(
                  "deployment_events %s %s: %d%n",
                  r.getWorkflowType(), r.getExecution().getWorkflowId(), events(walk, r)));
      long most = runs.stream().mapToLong(r -> events(walk, r)).max().orElseThrow();
      return most + " events in the longest of " + runs.size() + " histories (limit " + LIMIT + ")";
    }
  }

  private static long events(Walk walk, WorkflowExecutionMetadata run) {
    return walk.client()
        .fetchHistory(run.getExecution().getWorkflowId(), run.getExecution().getRunId())
        .getHistory()
        .getEventsCount();
  }
}
