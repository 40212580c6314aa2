package io.soakgate.admission;

import io.soakgate.deployment.AdmitActivity;
import io.soakgate.deployment.Origin;
import io.soakgate.deployment.Script;
import io.soakgate.identity.People;
import io.soakgate.plan.Environment;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Problems;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.Targets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads plans and asks targets. */
public final class AdmitActivityImpl implements AdmitActivity {
  private final Path plans;
  private final Supplier<Catalogue> catalogues;
  private final ScriptStore store;
  private final People people;
  private final int pace;
  private final TargetFacts facts;
  private final LockHolders locks;

  /**
   * @param plans the folder that holds one folder per plan
   * @param catalogues gives a catalogue per reading
   * @param people who holds which role, and by which keys they are known
   * @param pace how much faster than life waits pass
   * @param clientMajor the major version of this worker's pg_dump, or empty when it has none
   */
  public AdmitActivityImpl(
      Path plans,
      Supplier<Catalogue> catalogues,
      ScriptStore store,
      People people,
      int pace,
      Targets targets,
      Optional<Integer> clientMajor,
      LockHolders locks) {
    this.plans = plans;
    this.catalogues = catalogues;
    this.store = store;
    this.people = people;
    this.pace = pace;
    this.facts = new TargetFacts(targets, clientMajor);
    this.locks = locks;
  }

  @Override
  public AdmittedPlan admitPlan(PlanQuestion question) {
    Problems problems = new Problems();
    Optional<ReadPlan> read = ReadPlan.of(plans, question.plan(), catalogues.get(), problems);
    read.ifPresent(r -> nobodyHolds(r.plan(), problems));
    if (!problems.none()) {
      return answer(null, null, List.of(), null, problems);
    }
    List<ReadPlan.File> files = read.orElseThrow().files();
    files.forEach(this::keep);
    List<Script> scripts = files.stream().map(ReadPlan.File::script).toList();
    return answer(
        read.get().plan(), read.get().digest(), scripts, origin(question, scripts), problems);
  }

  private AdmittedPlan answer(
      Plan plan, String digest, List<Script> scripts, Origin origin, Problems problems) {
    List<Holder> holders =
        people.holders().stream().map(h -> new Holder(h.role(), h.people())).toList();
    return new AdmittedPlan(
        plan,
        digest,
        scripts,
        holders,
        people.provable(),
        people.digest(),
        origin,
        pace,
        problems.list());
  }

  private Origin origin(PlanQuestion question, List<Script> scripts) {
    List<String> files = new ArrayList<>(List.of(PlanFiles.PLAN));
    scripts.stream().map(Script::path).forEach(files::add);
    return new GitFolder(plans.resolve(question.plan())).origin(files);
  }

  private void keep(ReadPlan.File file) {
    try {
      store.keep(file.script().path(), file.script().digest(), file.bytes());
    } catch (SQLException e) {
      throw new IllegalStateException(
          "Soakgate's own database does not take script " + file.script().path(), e);
    }
  }

  private void nobodyHolds(Plan plan, Problems problems) {
    Stream<String> asked =
        plan.environments().stream()
            .map(Environment::gates)
            .flatMap(List::stream)
            .map(GateRule::roles)
            .flatMap(List::stream);
    asked
        .distinct()
        .filter(
            role ->
                people.holders().stream()
                    .noneMatch(h -> h.role().equals(role) && !h.people().isEmpty()))
        .forEach(
            role ->
                problems.add(
                    "roles",
                    "nobody holds the role " + role,
                    "its gate could never open",
                    "name people for it under roles in the worker's configuration"));
  }

  @Override
  public AdmittedTarget admitTarget(TargetQuestion question) {
    return facts.admit(question);
  }

  @Override
  public String holder(String target) {
    return locks.of(target).orElse(null);
  }
}
