package io.soakgate.verdict;

import java.util.List;

/**
 * A small table that a probe saw, such as the top statements; shown in the report and never judged.
 *
 * @param columns the heads
 * @param rows as many cells each; at most 50 rows
 */
public record Grid(List<String> columns, List<List<String>> rows) {}
