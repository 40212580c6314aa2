package io.soakgate.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.plan.Role;
import io.soakgate.target.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * The worker's configuration of one machine.
 *
 * @param plans the folder of all plans
 * @param folder the state folder
 * @param pace how much faster than life waits pass
 * @param store the cluster of Soakgate's own database
 */
record SampleConfiguration(Path plans, Path folder, int pace, PostgresCluster store) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * All of it.
   *
   * @param added what the plan's sample adds: keys of the whole, and of single targets
   */
  ObjectNode all(List<Role> roles, List<Target> targets, ObjectNode added) {
    ObjectNode all = JSON.createObjectNode().put("soakgate", 1);
    all.putObject("store")
        .put("url", store.url(DevEnvironment.STORE))
        .put("user", store.user())
        .put("password", "file:" + store.passwordFile());
    all.putObject("folders")
        .put("plans", plans.toString())
        .put("backups", folder.resolve("backups").toString())
        .put("reports", folder.resolve("reports").toString());
    all.put("pace", pace);
    ObjectNode held = all.putObject("roles");
    roles.forEach(r -> held.putArray(r.name()).add(r.name()));
    ObjectNode served = all.putObject("targets");
    targets.forEach(t -> put(served.putObject(t.name()), t));
    merge(all, added);
    return all;
  }

  private static void put(ObjectNode node, Target target) {
    node.put("host", target.host())
        .put("port", target.port())
        .put("database", target.database())
        .put("user", target.user())
        .put("password", target.password().reference())
        .put("disposable", true);
    ObjectNode endpoints = node.putObject("endpoints");
    target.endpoints().forEach(e -> endpoints.put(e.name(), e.url().toString()));
  }

  /** Lays one mapping over another, key by key. */
  static void merge(ObjectNode under, JsonNode over) {
    over.properties()
        .forEach(
            e -> {
              if (e.getValue().isObject() && under.get(e.getKey()) instanceof ObjectNode both) {
                merge(both, e.getValue());
              } else {
                under.set(e.getKey(), e.getValue());
              }
            });
  }

  /** As YAML. */
  static String yaml(ObjectNode all) {
    DumpSettings settings =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(200).build();
    return "# Written by soakgate dev; disposable.\n"
        + new Dump(settings).dumpToString(JSON.convertValue(all, Map.class));
  }
}
