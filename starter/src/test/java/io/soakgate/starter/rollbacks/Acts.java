package io.soakgate.starter.rollbacks;

import io.soakgate.action.ActActivityImpl;
import io.soakgate.action.Action;
import io.soakgate.action.Actions;
import io.soakgate.action.CommandAction;
import io.soakgate.action.Guard;
import io.soakgate.action.HttpCall;
import io.soakgate.backup.ClientTools;
import io.soakgate.backup.Contents;
import io.soakgate.backup.Restore;
import io.soakgate.backup.TargetBackups;
import io.soakgate.deployment.ActActivity;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.BackupRequest;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.ActActivity.Migrations;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.Script;
import io.soakgate.plan.Change;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rollback.Step;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Terms;
import io.soakgate.plan.Variable;
import io.soakgate.target.Catalogs;
import io.soakgate.verdict.RollbackOrder;
import io.soakgate.worker.Configuration;
import io.temporal.testing.TestActivityEnvironment;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks a worker's own activities for what a deployment would ask, without a deployment. */
final class Acts implements AutoCloseable {
  private static final String DEPLOYMENT = "rollbacks";

  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final Plan plan;
  private final Environment environment;
  private final List<Script> scripts;
  private final ActActivity activity;
  private BackupResult backup;

  /**
   * @param tools where pg_dump is, of the cluster's own version
   */
  Acts(
      Plan plan,
      Environment environment,
      List<Script> scripts,
      Configuration configuration,
      Optional<Path> tools) {
    this.plan = plan;
    this.environment = environment;
    this.scripts = scripts;
    temporal.registerActivitiesImplementations(activities(configuration, tools));
    this.activity = temporal.newActivityStub(ActActivity.class);
  }

  private static ActActivity activities(Configuration c, Optional<Path> folder) {
    Optional<ClientTools> tools = folder.flatMap(ClientTools::find);
    List<Action> kinds = new ArrayList<>(Actions.sql(c.targets(), c.folders(), c.store()));
    kinds.add(new CommandAction(c.targets()));
    kinds.add(new HttpCall(c.targets(), Clock.systemUTC()));
    kinds.add(new Restore(c.targets(), c.folders(), tools));
    Contents contents = new Contents(new Catalogs(c.store()));
    return new ActActivityImpl(
        new Actions(kinds),
        new TargetBackups(c.targets(), c.folders(), tools, Optional.of(contents)),
        Guard.NONE);
  }

  /** Takes the backup that restores take. */
  BackupResult backUp(Spec spec) {
    backup = activity.backup(new BackupRequest(scope(environment.values()), spec));
    return backup;
  }

  /** Makes a change. */
  void apply(String change) {
    act(change, Purpose.APPLY, plan.change(change).apply(), environment.values());
  }

  /** Takes back, step by step. */
  void rollBack(Rolled rolled) {
    List<Variable> values = rolled.values(environment.values());
    List<Step> steps = RollbackOrder.of(plan, rolled.option(), rolled.applied());
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.change() == null) {
        String subject = "rollback/" + rolled.option() + "/" + (i + 1);
        act(subject, Purpose.STEP, step.action(), values);
      } else {
        Change change = plan.change(step.change());
        change.undo().forEach(undo -> act(change.name(), Purpose.UNDO, undo, values));
      }
    }
  }

  /** Whether an option's proof is that nothing is left of the environment's changes. */
  List<String> stays(Rolled rolled) {
    return RollbackOrder.stays(plan, rolled.option(), rolled.applied());
  }

  /** The option, or null for everything. */
  Rollback option(Rolled rolled) {
    return plan.rollback(rolled.option());
  }

  private void act(String subject, Purpose purpose, Spec action, List<Variable> values) {
    ActRequest request =
        new ActRequest(
            scope(values),
            subject,
            purpose,
            1,
            action,
            scripts,
            backup,
            Migrations.of(plan, subject, purpose, action));
    try {
      activity.act(request);
    } catch (RuntimeException e) {
      if (!Terms.of(action).mayFail()) {
        throw new IllegalStateException(purpose + " of " + subject + ": " + words(e), e);
      }
    }
  }

  private static String words(Throwable e) {
    return e.getCause() == null ? e.getMessage() : words(e.getCause());
  }

  Scope scope(List<Variable> values) {
    Instant now = Instant.now();
    return new Scope(
        DEPLOYMENT, plan.name(), environment.name(), environment.target(), values, now);
  }

  @Override
  public void close() {
    temporal.close();
  }
}
