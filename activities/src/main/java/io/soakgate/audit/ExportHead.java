package io.soakgate.audit;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * The first line of an export, which says what follows.
 *
 * @param format {@link #FORMAT}
 * @param canonical {@link Canonical#NAME}
 * @param store the id of the store it was taken from
 * @param deployment whose entries these are; null means everybody's
 * @param journal how many rows of the journal of heads follow
 * @param entries how many entries follow on these
 * @param head what checking it must come to ({@link Verified#head()})
 */
@JsonPropertyOrder({"format", "canonical", "store", "deployment", "journal", "entries", "head"})
record ExportHead(
    String format,
    String canonical,
    String store,
    String deployment,
    long journal,
    long entries,
    String head) {
  static final String FORMAT = "soakgate-audit/1";
}
