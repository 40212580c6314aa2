package io.soakgate.plan;

import java.util.List;

/** The checks that run at one moment of an environment's walk. */
public record MomentChecks(String moment, List<Check> checks) {}
