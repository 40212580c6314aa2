package io.soakgate.plan;

import java.util.List;

/**
 * What a watch judges.
 *
 * @param name unique in its watch
 * @param probe what is measured in each bucket
 * @param when what breaks the rule: any entry
 * @param inARow how many buckets in a row must break it; at least 1
 * @param noData how loudly {@code inARow} buckets without data speak; missing data is never healthy
 * @param severity how loudly a breach speaks
 * @param then the response
 */
public record Rule(
    String name,
    Spec probe,
    List<Expectation> when,
    int inARow,
    Severity noData,
    Severity severity,
    Response then) {}
