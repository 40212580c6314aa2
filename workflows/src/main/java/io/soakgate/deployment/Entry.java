package io.soakgate.deployment;

import java.time.Instant;

/**
 * One thing that happened: a line of the audit, of the report's timeline and of {@code status}.
 *
 * @param at plan time
 * @param environment or null
 * @param subject what it is about: a change, a gate, a watch, {@code plan}
 * @param kind a word of the closed list {@code started admitted refused told gate approval command
 *     check change backup watch breach issue rollback paused warning waived resolved skipped ending
 *     policy reconciled escalated}
 * @param outcome {@code ok}, {@code failed}, {@code inconclusive}, {@code refused}, {@code waiting}
 * @param words for people, complete: figures, limits, who, why
 */
public record Entry(
    Instant at, String environment, String subject, String kind, String outcome, String words) {}
