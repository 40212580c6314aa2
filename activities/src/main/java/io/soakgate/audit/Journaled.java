package io.soakgate.audit;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

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

  /** Nothing of it may be missing. */
  Journaled {
    // A list of this kind takes no null.
    List.of(deployment, run, stream, head, recorded, previous, hash);
  }

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
            "");
    return open.closed();
  }

  private Journaled closed() {
    return new Journaled(
        sequence, deployment, run, stream, number, head, recorded, previous, comesTo());
  }

  /** What the hash has to be. */
  String comesTo() {
    return Canonical.hash(previous, sequence, deployment, run, stream, number, head, recorded);
  }
}
