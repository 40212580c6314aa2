package io.soakgate.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.soakgate.action.Action.Inspected;
import io.soakgate.deployment.Finding;
import io.soakgate.deployment.Script;
import io.soakgate.plan.Plan;
import io.soakgate.plan.PlanReader;
import io.soakgate.plan.Problems;
import io.soakgate.script.ScriptFiles;
import io.soakgate.script.SqlStatement;
import io.soakgate.target.ScriptStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A plan as it stands in its folder, whole and checked.
 *
 * @param plan what was asked for
 * @param digest SHA-256 over the canonical plan and every script's digest, hex
 * @param files every script the plan names, and every file those include
 * @param sql every statement of the plan, for a server to parse
 * @param ignored what scripts say to psql that makes no difference, a line each
 * @param findings what the lint found
 */
public record ReadPlan(
    Plan plan,
    String digest,
    List<File> files,
    List<SqlStatement> sql,
    List<String> ignored,
    List<Finding> findings) {
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
            .flatMap(bytes -> PlanReader.read(bytes, catalogue, problems));
    Files files = new Files(folder, new LinkedHashMap<>());
    catalogue.scripts().forEach((path, at) -> files.read(path, at));
    plan.ifPresent(p -> sameName(p, name, problems));
    List<Inspected> inspected = inspect(catalogue, files, problems);
    List<SqlStatement> statements =
        inspected.stream().flatMap(i -> i.statements().stream()).toList();
    List<String> ignored =
        inspected.stream().flatMap(i -> i.ignored().stream()).distinct().toList();
    List<Finding> findings =
        plan.filter(p -> problems.none())
            .map(p -> LintedPlan.findings(p, catalogue, files, problems))
            .orElse(List.of());
    return plan.filter(p -> problems.none())
        .map(
            p ->
                new ReadPlan(
                    p, digest(p, files.list()), files.list(), statements, ignored, findings));
  }

  /** The files of the folder that were asked for, each read once. */
  private record Files(Optional<PlanFiles> folder, Map<String, File> read) implements ScriptFiles {
    @Override
    public byte[] read(String path, String at) {
      if (!read.containsKey(path)) {
        read.put(
            path, folder.flatMap(f -> f.script(path, at)).map(b -> file(path, b)).orElse(null));
      }
      File file = read.get(path);
      return file == null ? null : file.bytes();
    }

    private static File file(String path, byte[] bytes) {
      return new File(new Script(path, ScriptStore.digest(bytes), bytes.length), bytes);
    }

    boolean has(List<String> paths) {
      return paths.stream().allMatch(path -> read.get(path) != null);
    }

    List<File> list() {
      return read.values().stream().filter(Objects::nonNull).toList();
    }
  }

  private static void sameName(Plan plan, String folder, Problems problems) {
    if (!plan.name().equals(folder)) {
      problems.add(
          PlanFiles.PLAN,
          "the plan calls itself " + plan.name() + " and stands in folder " + folder,
          "reports and locks would name something nobody can start",
          "give both one name");
    }
  }

  /** Every script that was read is looked into, whatever else is wrong. */
  private static List<Inspected> inspect(Catalogue catalogue, Files files, Problems problems) {
    return catalogue.named().stream()
        .filter(n -> files.has(n.files()))
        .map(n -> n.inspect(files, problems))
        .toList();
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
