package io.soakgate.worker;

import io.soakgate.action.ActActivityImpl;
import io.soakgate.action.Action;
import io.soakgate.action.Actions;
import io.soakgate.action.CommandAction;
import io.soakgate.action.Guard;
import io.soakgate.action.HttpCall;
import io.soakgate.admission.AdmitActivityImpl;
import io.soakgate.admission.Catalogue;
import io.soakgate.admission.Footings;
import io.soakgate.admission.LockHolders;
import io.soakgate.audit.Measured;
import io.soakgate.audit.RecordActivityImpl;
import io.soakgate.backup.ClientTools;
import io.soakgate.backup.Contents;
import io.soakgate.backup.LossesProbe;
import io.soakgate.backup.Restore;
import io.soakgate.backup.RowLossProbe;
import io.soakgate.backup.TargetBackups;
import io.soakgate.channel.Channels;
import io.soakgate.channel.TellActivityImpl;
import io.soakgate.condition.Cluster;
import io.soakgate.condition.ConditionActivityImpl;
import io.soakgate.condition.StatementActivityImpl;
import io.soakgate.deployment.ActActivity;
import io.soakgate.deployment.AdmitActivity;
import io.soakgate.deployment.CardActivity;
import io.soakgate.deployment.DrillActivity;
import io.soakgate.deployment.IdentityActivity;
import io.soakgate.deployment.ProbeActivity;
import io.soakgate.deployment.ReadOnlyActivity;
import io.soakgate.deployment.RecordActivity;
import io.soakgate.deployment.StatementActivity;
import io.soakgate.deployment.TellActivity;
import io.soakgate.drill.DrillActivityImpl;
import io.soakgate.identity.Witness;
import io.soakgate.probe.FingerprintProbe;
import io.soakgate.probe.Probes;
import io.soakgate.probe.look.ProbeActivityImpl;
import io.soakgate.readonly.ReadOnlyActivityImpl;
import io.soakgate.readonly.Reconciler;
import io.soakgate.slack.card.CardActivityImpl;
import io.soakgate.takeover.Runbook;
import io.soakgate.target.Catalogs;
import io.soakgate.target.Folders;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.Store;
import io.soakgate.target.Targets;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kinds of one worker and the activities made of them. */
public final class Parts {
  private final Configuration configuration;
  private final Actions actions;
  private final Probes probes;
  private final Channels channels;
  private final Optional<ClientTools> tools;
  private final Contents contents;

  private Parts(Configuration configuration, Optional<ClientTools> tools, PrintStream console) {
    Targets targets = configuration.targets();
    Folders folders = configuration.folders();
    Store store = configuration.store();
    Clock clock = Clock.systemUTC();
    this.configuration = configuration;
    this.tools = tools;
    this.contents = new Contents(new Catalogs(store));
    this.actions = actions(targets);
    this.probes =
        Probes.of(targets, folders, clock)
            .and(new FingerprintProbe(targets, clock, new Catalogs(store)))
            .and(new LossesProbe(targets, contents, clock))
            .and(new RowLossProbe(targets, contents, clock))
            .and(ConditionActivityImpl.drift(targets, store, actions, clock));
    this.channels = Channels.of(console, configuration.webhooks(), configuration.slack(), clock);
  }

  /** The kinds of actions, over the targets they reach. */
  private Actions actions(Targets targets) {
    Folders folders = configuration.folders();
    List<Action> kinds = new ArrayList<>(Actions.sql(targets, folders, configuration.store()));
    kinds.add(new CommandAction(targets));
    kinds.add(new HttpCall(targets, Clock.systemUTC()));
    kinds.add(new Restore(targets, folders, tools, Optional.of(contents)));
    return new Actions(kinds);
  }

  /**
   * The parts of a worker; nothing is contacted.
   *
   * @param console where the channel {@code console} prints
   */
  public static Parts of(Configuration configuration, PrintStream console) {
    return new Parts(configuration, ClientTools.find(null), console);
  }

  /** A catalogue of the kinds, for one reading of one plan. */
  public Catalogue catalogue() {
    return new Catalogue(actions, probes, channels);
  }

  /** May it run here: asked of the central queue, and of each target's own. */
  AdmitActivity admitting(LockHolders locks) {
    return new AdmitActivityImpl(
        configuration.folders().plans(),
        this::catalogue,
        new ScriptStore(configuration.store()),
        configuration.people(),
        configuration.pace(),
        configuration.targets(),
        footings(),
        locks,
        configuration.slack() == null ? null : configuration.slack().cards());
  }

  /** Who says something: asked on the central queue, by the workflow's own worker. */
  IdentityActivity identifying() {
    return new Witness(configuration.people());
  }

  /** Writes what is left of a deployment as files for psql. */
  public Runbook runbook() {
    return new Runbook(
        configuration.store(), configuration.targets(), configuration.folders(), actions, probes);
  }

  /** Where plans would stand on the targets; asks each of them when it is asked. */
  public Footings footings() {
    return new Footings(configuration.folders().backups(), tools.map(ClientTools::major));
  }

  ConditionActivityImpl conditions(Cluster cluster) {
    return new ConditionActivityImpl(
        configuration.targets(), configuration.folders(), configuration.store(), actions, cluster);
  }

  StatementActivity statements() {
    return new StatementActivityImpl(configuration.targets(), configuration.store(), actions);
  }

  ReadOnlyActivity readOnly(Cluster cluster) {
    return new ReadOnlyActivityImpl(configuration.targets(), cluster.id());
  }

  /** Releases what nobody else is left to release; needs no Temporal. */
  ReconcilerLoop reconciling(Reconciler.Ended ended) {
    return ReconcilerLoop.start(
        new Reconciler(configuration.store(), ended), configuration.targets().list());
  }

  ActActivity acting(Guard guard) {
    return new ActActivityImpl(
        actions,
        new TargetBackups(
            configuration.targets(), configuration.folders(), tools, Optional.of(contents)),
        guard);
  }

  DrillActivity drilling() {
    return new DrillActivityImpl(
        configuration.targets(), configuration.folders(), tools, this::actions);
  }

  ProbeActivity probing() {
    return new ProbeActivityImpl(probes, Clock.systemUTC(), new Measured(configuration.store()));
  }

  TellActivity telling() {
    return new TellActivityImpl(channels);
  }

  CardActivity showing() {
    return new CardActivityImpl(
        configuration.slack(), configuration.people(), configuration.clicks() != null);
  }

  RecordActivity recording() {
    return new RecordActivityImpl(configuration.store(), configuration.folders());
  }
}
