package io.soakgate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Node;
import io.soakgate.plan.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanProbesTest {
  private final Problems problems = new Problems();
  private final Probes probes = Lab.alone().probes();

  @Test
  void everyProbeOfTheMenuPlanIsAccepted() throws IOException {
    byte[] plan = Files.readAllBytes(Path.of("..", "plans", "menuca-v3", "plan.yaml"));
    Node root = Node.parse("plan.yaml", plan, problems).orElseThrow();

    List<String> found = new ArrayList<>();
    checked(root, found);

    assertThat(problems.list()).isEmpty();
    assertThat(found)
        .contains(
            "explain", "latency", "query", "rows", "catalog", "http", "notices", "file", "attest");
  }

  private void checked(Node node, List<String> found) {
    if (node.isList()) {
      node.items().forEach(item -> checked(item, found));
    }
    if (node.isMapping()) {
      for (String key : node.keys()) {
        Node below = node.optional(key).orElseThrow();
        // A checklist's name and a moment's notices look like kinds and are none.
        boolean spec = below.isMapping() || key.equals("attest");
        if (spec && probes.kind(key).isPresent()) {
          probes.kind(key).orElseThrow().check(below);
          found.add(key);
        } else {
          checked(below, found);
        }
      }
    }
  }
}
