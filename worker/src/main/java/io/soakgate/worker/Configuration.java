package io.soakgate.worker;

import io.soakgate.identity.People;
import io.soakgate.target.Folders;
import io.soakgate.target.Store;
import io.soakgate.target.Targets;
import java.time.Duration;

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
 * @param metricsEvery how often the worker's figures go to the log; null means never
 */
public record Configuration(
    Store store,
    Folders folders,
    int pace,
    People people,
    Targets targets,
    Duration metricsEvery) {}
