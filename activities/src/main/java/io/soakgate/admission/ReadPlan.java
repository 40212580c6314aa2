package io.soakgate.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.soakgate.action.Action.Inspected;
import io.soakgate.deployment.Finding;
import io.soakgate.deployment.Script;
import io.soakgate.plan.History;
import io.soakgate.plan.Plan;
import io.soakgate.plan.reading.PlanReader;
import io.soakgate.plan.reading.Problems;
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
 * @param parsedBy which server parsed every statement: {@code PostgreSQL 15.18}; or null
 * @param ignored what scripts say to psql that makes no difference, a line each
 * @param findings what the lint found
 */
public record ReadPlan(
    Plan plan,
    String digest,
    List<File> files,
    String parsedBy,
    List<String> ignored,
    List<Finding> findings) {
  private static final JsonMapper CANONICAL =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** A script and its bytes. */
  public record File(Script script, byte[] bytes) {}

  /** A server that can parse, or word that there is none. */
  @FunctionalInterface
  public interface Parser {
    /** Has nothing parsed. */
    Parser NONE = (statements, problems) -> null;

    /**
     * Parses statements and runs none.
     *
     * @return which server did, or null
     */
    String parse(List<SqlStatement> statements, Problems problems);
  }

  /** Reads and checks a plan's folder; contacts nothing. */
  public static Optional<ReadPlan> of(
      Path plans, String name, Catalogue catalogue, Problems problems) {
    return of(plans, name, catalogue, Parser.NONE, problems);
  }

  /**
   * Reads and checks a plan's folder; contacts nothing but the parser.
   *
   * @param plans the folder that holds one folder per plan
   * @param catalogue a catalogue for this reading alone
   * @param problems receives everything that is wrong
   * @return the plan, or empty when there was any problem
   */
  public static Optional<ReadPlan> of(
      Path plans, String name, Catalogue catalogue, Parser parser, Problems problems) {
    Optional<PlanFiles> folder = PlanFiles.find(plans, name, problems);
    Optional<Plan> plan =
        folder
            .flatMap(PlanFiles::plan)
            .flatMap(bytes -> PlanReader.read(bytes, name, catalogue, problems));
    Files files = new Files(folder, new LinkedHashMap<>());
    catalogue.scripts().forEach(files::read);
    plan.map(Plan::history)
        .filter(History::kept)
        .ifPresent(history -> files.read(history.folder() + "/", history.at()));
    List<Inspected> inspected = catalogue.inspect(files::has, files, problems);
    List<SqlStatement> sql = inspected.stream().flatMap(i -> i.statements().stream()).toList();
    String parsedBy = sql.isEmpty() ? null : parser.parse(sql, problems);
    plan.ifPresent(p -> new MigratedPlan(p, catalogue, files).hold(files.list(), problems));
    List<Finding> findings =
        plan.map(p -> LintedPlan.findings(p, catalogue, files, problems)).orElse(List.of());
    List<String> ignored =
        inspected.stream().flatMap(i -> i.ignored().stream()).distinct().toList();
    return plan.filter(p -> problems.none())
        .map(
            p ->
                new ReadPlan(
                    p, digest(p, files.list()), files.list(), parsedBy, ignored, findings));
  }

  /** The files of the folder that were asked for, each read once. */
  private record Files(Optional<PlanFiles> folder, Map<String, File> read) implements ScriptFiles {
    @Override
    public byte[] read(String path, String at) {
      if (path.endsWith("/")) {
        folder.map(f -> f.scripts(path, at)).orElse(List.of()).forEach(file -> read(file, at));
        return null;
      }
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
      return paths.stream().allMatch(path -> path.endsWith("/") || read.get(path) != null);
    }

    List<File> list() {
      return read.values().stream().filter(Objects::nonNull).toList();
    }
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
