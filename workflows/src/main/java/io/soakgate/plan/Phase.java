package io.soakgate.plan;

import java.time.Duration;

/** From this offset on, the watch's buckets are this long. Phases are half-open. */
public record Phase(Duration from, Duration bucket) {}
