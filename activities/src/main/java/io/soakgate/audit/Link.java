package io.soakgate.audit;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.soakgate.deployment.Entry;
import java.time.Instant;
import java.util.List;

/**
 * One entry as it is kept, exported and hashed.
 *
 * @param number from 1, without gaps
 * @param at plan time, as {@link Canonical#time} writes it
 * @param environment or null
 * @param recorded when it was appended, by the clock of the worker
 * @param previous the hash of the entry before it; of the first, {@link Chain#root()}
 * @param hash SHA-256 over all of it, hex
 */
@JsonPropertyOrder({
  "deployment",
  "run",
  "stream",
  "number",
  "at",
  "environment",
  "subject",
  "kind",
  "outcome",
  "words",
  "recorded",
  "previous",
  "hash"
})
record Link(
    String deployment,
    String run,
    String stream,
    int number,
    String at,
    String environment,
    String subject,
    String kind,
    String outcome,
    String words,
    String recorded,
    String previous,
    String hash) {

  /** Only the environment may be missing. */
  Link {
    // A list of this kind takes no null.
    List.of(deployment, run, stream, at, subject, kind, outcome, words, recorded, previous, hash);
  }

  /** The link that an entry makes behind another. */
  static Link of(Chain chain, int number, Entry entry, String recorded, String previous) {
    Link open =
        new Link(
            chain.deployment(),
            chain.run(),
            chain.stream(),
            number,
            Canonical.time(entry.at()),
            Canonical.text(entry.environment()),
            Canonical.text(entry.subject()),
            Canonical.text(entry.kind()),
            Canonical.text(entry.outcome()),
            Canonical.text(entry.words()),
            recorded,
            previous,
            "");
    return open.closed();
  }

  private Link closed() {
    return new Link(
        deployment,
        run,
        stream,
        number,
        at,
        environment,
        subject,
        kind,
        outcome,
        words,
        recorded,
        previous,
        comesTo());
  }

  /** What the hash has to be. */
  String comesTo() {
    return Canonical.hash(
        previous,
        deployment,
        run,
        stream,
        number,
        at,
        environment,
        subject,
        kind,
        outcome,
        words,
        recorded);
  }

  /** Whether the same was written down, whenever and behind whatever. */
  boolean tells(Entry entry) {
    return Link.of(new Chain(null, deployment, run, stream), number, entry, recorded, previous)
        .hash()
        .equals(comesTo());
  }

  /** The entry it keeps. */
  Entry entry() {
    return new Entry(Instant.parse(at), environment, subject, kind, outcome, words);
  }

  /** {@code entry 17 of deployment shop-1 (staging, gate go, gate)}. */
  String named() {
    String where = environment == null ? "" : environment + ", ";
    String which = stream.equals(Chain.DEPLOYMENT) ? "" : ", " + stream;
    return "entry %d of deployment %s%s (%s%s, %s)"
        .formatted(number, deployment, which, where, subject, kind);
  }
}
