package io.soakgate.worker;

import io.soakgate.channel.Webhook;
import io.soakgate.identity.People;
import io.soakgate.intake.Clicks;
import io.soakgate.slack.SlackApp;
import io.soakgate.target.Folders;
import io.soakgate.target.Store;
import io.soakgate.target.Targets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What one worker serves. Secrets are references; nothing here is ever sent to Temporal but the
 * names of roles, their holders and their public keys.
 *
 * @param store Soakgate's own database
 * @param folders where it reads plans and writes backups and reports
 * @param pace how much faster than life waits pass, 1 to 100,000; more than 1 only where every
 *     target is disposable (decision 19)
 * @param people who holds which role, and by which keys people are known
 * @param targets the databases it serves
 * @param webhooks where channels may post to; null where no worker is known
 * @param slack the worker's app in Slack, or null
 * @param clicks how what people press in Slack comes back, or null
 * @param metricsEvery how often the worker's figures go to the log; null means never
 */
public record Configuration(
    Store store,
    Folders folders,
    int pace,
    People people,
    Targets targets,
    List<Webhook> webhooks,
    SlackApp slack,
    Clicks clicks,
    Duration metricsEvery) {

  /** Of no worker: a plan is only read, and nothing in it is held against what a worker has. */
  public static Configuration none(Path plans) {
    Folders folders = new Folders(plans, plans, plans);
    return new Configuration(
        null, folders, 1, People.nobody(), new Targets(List.of()), null, null, null, null);
  }
}
