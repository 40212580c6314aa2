package io.soakgate.plan;

import java.util.List;

/** Where alerts of one severity go. */
public record Alert(Severity severity, List<String> channels) {}
