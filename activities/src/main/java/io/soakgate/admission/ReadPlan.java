package io.soakgate.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.soakgate.deployment.Script;
import io.soakgate.plan.Plan;
import io.soakgate.plan.PlanReader;
import io.soakgate.plan.Problems;
import io.soakgate.target.ScriptStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A plan as it stands in its folder, whole and checked.
 *
 * @param plan what was asked for
 * @param digest SHA-256 over the canonical plan and every script's digest, hex
 * @param files every script the plan names
 */
public record ReadPlan(Plan plan, String digest, List<File> files) {
  private static final JsonMapper CANONICAL =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** A script and its bytes. */
  public record File(Script script, byte[] bytes) {}

  /**
   * Reads and checks a plan's folder; contacts nothing.
   *
   * @param plans the folder that holds one folder per plan
   * @param catalogue a catalogue for this reading alone
   * @param problems receives everything that is wrong
   * @return the plan, or empty when there was any problem
   */
  public static Optional<ReadPlan> of(
      Path plans, String name, Catalogue catalogue, Problems problems) {
    Optional<PlanFiles> folder = PlanFiles.find(plans, name, problems);
    Optional<Plan> plan =
        folder
            .flatMap(PlanFiles::plan)
            .flatMap(bytes -> PlanReader.read(bytes, name, catalogue, problems));
    List<File> files = folder.map(f -> files(f, catalogue.scripts())).orElse(List.of());
    inspect(catalogue, files, problems);
    return plan.filter(p -> problems.none()).map(p -> new ReadPlan(p, digest(p, files), files));
  }

  private static List<File> files(PlanFiles folder, Map<String, String> scripts) {
    List<File> files = new ArrayList<>();
    scripts.forEach(
        (path, at) ->
            folder
                .script(path, at)
                .map(
                    bytes ->
                        new File(new Script(path, ScriptStore.digest(bytes), bytes.length), bytes))
                .ifPresent(files::add));
    return files;
  }

  /** Every script that was read is looked into, whatever else is wrong. */
  private static void inspect(Catalogue catalogue, List<File> files, Problems problems) {
    Map<String, byte[]> bytes =
        files.stream().collect(Collectors.toMap(f -> f.script().path(), File::bytes));
    catalogue.named().stream()
        .filter(n -> bytes.keySet().containsAll(n.files()))
        .forEach(n -> n.inspect(bytes::get, problems));
  }

  private static String digest(Plan plan, List<File> files) {
    try {
      StringBuilder all = new StringBuilder(CANONICAL.writeValueAsString(plan));
      files.forEach(
          f -> all.append('\n').append(f.script().path()).append(' ').append(f.script().digest()));
      return ScriptStore.digest(all.toString().getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plan that was read can be written", e);
    }
  }
}
