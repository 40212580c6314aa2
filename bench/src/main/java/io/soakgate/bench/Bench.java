package io.soakgate.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code bench/run [NAME...]}: takes the named figures, or all. */
public final class Bench {
  private static final Path HOME = Path.of("bench", "target", "state").toAbsolutePath();

  private Bench() {}

  /**
   * Takes figures and prints a line for each.
   *
   * @param names which; none: all of them
   */
  public static void main(String[] names) throws Exception {
    Map<String, Figure> figures = new LinkedHashMap<>();
    figures.put("apply_vs_psql1", new ApplyVsPsql(HOME));
    figures.put("index_vs_psql", new IndexVsPsql(HOME));
    figures.put("stage_overhead", new StageOverhead(HOME));
    figures.put("backup_verify_vs_serial", new BackupVsSerial(HOME));
    figures.put("fingerprint_rate", new FingerprintRate(HOME));
    figures.put("cutover_gap", new CutoverGap(HOME));
    figures.put("deployment_events", new DeploymentEvents(HOME));
    figures.put("breach_to_rollback", new BreachToRollback(HOME));
    figures.put("watches_late", new WatchesLate(HOME));
    figures.put("click_to_state", new ClickToState(HOME));
    LoadVsWrk load = new LoadVsWrk(HOME);
    figures.put("load_vs_wrk_rps", load::rps);
    figures.put("load_vs_wrk_p95", load::p95);
    List<String> wanted = names.length == 0 ? List.copyOf(figures.keySet()) : List.of(names);
    for (String name : wanted) {
      if (!figures.containsKey(name)) {
        System.err.println(
            name + ": no such figure; there are " + String.join(", ", figures.keySet()));
        System.exit(2);
      }
    }
    for (String name : wanted) {
      System.out.println("BENCH " + name + " " + figures.get(name).take());
    }
    System.exit(0);
  }

  /** What a variable of the environment says, or what it is unless somebody says otherwise. */
  static String setting(String name, String otherwise) {
    String said = System.getenv(name);
    return said == null || said.isBlank() ? otherwise : said;
  }

  /** Something measured beside a peer. */
  interface Figure {

    /** Takes it: {@code <value> <unit> (<peer> <value>)}. */
    String take() throws Exception;
  }
}
