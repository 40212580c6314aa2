package io.soakgate.admission;

import io.soakgate.deployment.AdmitActivity;
import io.soakgate.deployment.Left;
import io.soakgate.deployment.Origin;
import io.soakgate.deployment.Script;
import io.soakgate.identity.People;
import io.soakgate.plan.reading.Problems;
import io.soakgate.script.SqlStatement;
import io.soakgate.script.SyntaxCheck;
import io.soakgate.target.AdmittedPlans;
import io.soakgate.target.Later;
import io.soakgate.target.LeftBehind;
import io.soakgate.target.Passages;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.Targets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads plans and asks targets. */
public final class AdmitActivityImpl implements AdmitActivity {
  private final Path plans;
  private final Supplier<Catalogue> catalogues;
  private final ScriptStore store;
  private final People people;
  private final int pace;
  private final Targets targets;
  private final TargetFacts facts;
  private final LockHolders locks;
  private final String cards;

  /**
   * @param plans the folder that holds one folder per plan
   * @param catalogues gives a catalogue per reading
   * @param people who holds which role, and by which keys they are known
   * @param pace how much faster than life waits pass
   * @param footings what this worker brings along
   * @param cards the channel of Slack that cards are shown in; null for none
   */
  public AdmitActivityImpl(
      Path plans,
      Supplier<Catalogue> catalogues,
      ScriptStore store,
      People people,
      int pace,
      Targets targets,
      Footings footings,
      LockHolders locks,
      String cards) {
    this.plans = plans;
    this.catalogues = catalogues;
    this.store = store;
    this.people = people;
    this.pace = pace;
    this.targets = targets;
    this.facts = new TargetFacts(targets, footings, new SpecNeeds(catalogues, store));
    this.locks = locks;
    this.cards = cards;
  }

  @Override
  public AdmittedPlan admitPlan(PlanQuestion question) {
    Problems problems = new Problems();
    Optional<ReadPlan> read =
        ReadPlan.of(plans, question.plan(), catalogues.get(), this::parse, problems);
    read.ifPresent(r -> new RoleHolders(holders()).refuse(r.plan(), problems));
    if (!problems.none()) {
      return answer(null, List.of(), null, problems);
    }
    List<ReadPlan.File> files = read.orElseThrow().files();
    files.forEach(this::keep);
    List<Script> scripts = files.stream().map(ReadPlan.File::script).toList();
    keep(question.deployment(), read.get(), scripts);
    return answer(read.get(), scripts, origin(question, scripts), problems);
  }

  private AdmittedPlan answer(
      ReadPlan read, List<Script> scripts, Origin origin, Problems problems) {
    return new AdmittedPlan(
        read == null ? null : read.plan(),
        read == null ? null : read.digest(),
        scripts,
        holders(),
        people.provable(),
        people.digest(),
        origin,
        pace,
        problems.list(),
        read == null ? null : read.parsedBy(),
        read == null ? List.of() : read.findings(),
        read == null ? List.of() : new RollbackSql(read).brief(),
        cards);
  }

  private List<Holder> holders() {
    return people.holders().stream().map(h -> new Holder(h.role(), h.people())).toList();
  }

  private Origin origin(PlanQuestion question, List<Script> scripts) {
    List<String> files = new ArrayList<>(List.of(PlanFiles.PLAN));
    scripts.stream().map(Script::path).forEach(files::add);
    return new GitFolder(plans.resolve(question.plan())).origin(files);
  }

  /** Soakgate's own server is a PostgreSQL too: nothing of a target is touched (M-008). */
  private String parse(List<SqlStatement> statements, Problems problems) {
    try (Connection connection = store.store().connectForScripts()) {
      return SyntaxCheck.parse(statements, connection, problems);
    } catch (SQLException e) {
      throw new IllegalStateException("Soakgate's own database does not parse the scripts", e);
    }
  }

  private void keep(ReadPlan.File file) {
    try {
      store.keep(file.script().path(), file.script().digest(), file.bytes());
    } catch (SQLException e) {
      throw new IllegalStateException(
          "Soakgate's own database does not take script " + file.script().path(), e);
    }
  }

  private void keep(String deployment, ReadPlan read, List<Script> scripts) {
    try {
      new AdmittedPlans(store.store()).keep(deployment, read.digest(), read.plan(), scripts);
    } catch (SQLException e) {
      throw new IllegalStateException("Soakgate's own database does not take the plan", e);
    }
  }

  @Override
  public AdmittedTarget admitTarget(TargetQuestion question) {
    return facts.admit(question);
  }

  @Override
  public Recalled recall(String deployment) {
    try {
      Left left = new LeftBehind(store.store()).latest(deployment).orElse(null);
      List<WayBack> ways = left == null ? List.of() : ways(left);
      return new Recalled(left, holders(), people.provable(), people.digest(), ways, cards);
    } catch (SQLException e) {
      throw new IllegalStateException("Soakgate's own database does not answer", e);
    }
  }

  /** By the bytes that were admitted then: those are what runs. */
  private List<WayBack> ways(Left left) throws SQLException {
    Map<String, byte[]> files = new HashMap<>();
    for (Script script : left.scripts()) {
      files.put(script.path(), store.stored(script.digest()));
    }
    return new RollbackSql(left.plan(), files).brief();
  }

  @Override
  public Past past(PastQuestion question) {
    try {
      return new Passages(store.store()).past(question);
    } catch (SQLException e) {
      throw new IllegalStateException("Soakgate's own database does not answer", e);
    }
  }

  @Override
  public List<String> later(LaterQuestion question) {
    try {
      return Later.than(targets.get(question.target()), question.deployment());
    } catch (SQLException e) {
      throw new IllegalStateException("target " + question.target() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String holder(String target) {
    return locks.of(target).orElse(null);
  }
}
