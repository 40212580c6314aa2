package io.soakgate.plan;

import java.time.Duration;
import java.util.List;

/**
 * One level of people who are called when nobody answers (S-039).
 *
 * @param to their roles
 * @param after how long a gate or a question has been open by then, by the wall clock
 */
public record Escalation(List<String> to, Duration after) {}
