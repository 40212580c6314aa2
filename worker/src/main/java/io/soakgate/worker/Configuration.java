package io.soakgate.worker;

import io.soakgate.deployment.AdmitActivity.Holder;
import io.soakgate.target.Folders;
import io.soakgate.target.Store;
import io.soakgate.target.Targets;
import java.time.Duration;
import java.util.List;

/**
 * What one worker serves. Secrets are references; nothing here is ever sent to Temporal but the
 * names of roles and their holders.
 *
 * @param store Soakgate's own database
 * @param folders where it reads plans and writes backups and reports
 * @param pace how much faster than life waits pass, 1 to 100,000; more than 1 only where every
 *     target is disposable (decision 19)
 * @param holders who holds which role; a role that is not named is held by nobody
 * @param targets the databases it serves
 * @param metricsEvery how often the worker's figures go to the log; null means never
 */
public record Configuration(
    Store store,
    Folders folders,
    int pace,
    List<Holder> holders,
    Targets targets,
    Duration metricsEvery) {}
