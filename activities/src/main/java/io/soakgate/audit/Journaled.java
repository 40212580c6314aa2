package io.soakgate.audit;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One row of the store's journal of heads: where a chain ended after a batch.
 *
 * @param sequence from 1, without gaps
 * @param number the chain's last entry then
 * @param head the hash of that entry
 * @param previous the hash of the row before it; of the first, {@link #root}
 * @param hash SHA-256 over all of it, hex
 */
@JsonPropertyOrder({
  "sequence",
  "deployment",
  "run",
  "stream",
  "number",
  "head",
  "recorded",
  "previous",
  "hash"
})
record Journaled(
    long sequence,
    String deployment,
    String run,
    String stream,
    int number,
    String head,
    String recorded,
    String previous,
    String hash) {

  /** What the first row of a store follows on. */
  static String root(String store) {
    return Canonical.hash("soakgate-heads/1", store);
  }

  /** The row that says where a chain ends now. */
  static Journaled of(long sequence, Link last, String recorded, String previous) {
    Journaled open =
        new Journaled(
            sequence,
            last.deployment(),
            last.run(),
            last.stream(),
            last.number(),
            last.hash(),
            recorded,
            previous,
            null);
    return new Journaled(
        sequence,
        open.deployment,
        open.run,
        open.stream,
        open.number,
        open.head,
        recorded,
        previous,
        open.comesTo());
  }

  /** What the hash has to be. */
  String comesTo() {
    return Canonical.hash(previous, sequence, deployment, run, stream, number, head, recorded);
  }
}
