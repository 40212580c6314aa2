package io.soakgate.plan;

import java.time.Duration;
import java.util.List;

/**
 * The backup taken before an environment's first change.
 *
 * @param spec {@code dump} or {@code clone}
 * @param must what its values ({@code size}, {@code tables}, {@code rows}) must fulfil
 * @param takes expected duration, or null
 */
public record Backup(Spec spec, List<Expectation> must, Duration takes) {}
