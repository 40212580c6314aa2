package io.soakgate.identity;

import io.soakgate.verdict.Gate.Holder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The people of the worker's configuration: who holds which role, and by which key each is known.
 *
 * @param people who has a key of their own
 * @param sources the intakes that vouch for people, such as {@code slack}
 * @param holders who holds which role
 */
public record People(List<Owner> people, List<Owner> sources, List<Holder> holders) {

  /** The intake that proves people by their ids in Slack. */
  public static final String SLACK = "slack";

  /**
   * A person, or an intake, and its public keys.
   *
   * @param slack a person's id in Slack, such as {@code U024BE7LH}, or null
   */
  public record Owner(String name, List<PublicKeyLine> keys, String slack) {
    /** Whom Slack does not know. */
    public Owner(String name, List<PublicKeyLine> keys) {
      this(name, keys, null);
    }

    private String line() {
      return name + ": " + keys.stream().map(PublicKeyLine::id).collect(Collectors.joining(", "));
    }
  }

  /** Nobody holds anything. */
  public static People nobody() {
    return new People(List.of(), List.of(), List.of());
  }

  /**
   * The people who can prove who they are: those with a key, and everybody who holds a role and
   * whom an intake can vouch for.
   */
  public List<String> provable() {
    Stream<String> keyed = people.stream().filter(p -> !p.keys().isEmpty()).map(Owner::name);
    Stream<String> vouched =
        holders.stream()
            .flatMap(h -> h.people().stream())
            .filter(person -> sources.stream().anyMatch(s -> vouches(s.name(), person)));
    return Stream.concat(keyed, vouched).distinct().toList();
  }

  /**
   * Whether an intake may speak for a person: Slack's, once anybody's id there is known, only for
   * those whose id is.
   */
  boolean vouches(String source, String person) {
    return !same(source, SLACK) || !inSlack() || slackId(person).isPresent();
  }

  /** Whether anybody's id in Slack is known. */
  public boolean inSlack() {
    return people.stream().anyMatch(p -> p.slack() != null);
  }

  /** The person of an id in Slack; empty when it is nobody's here. */
  public Optional<String> slack(String id) {
    return people.stream()
        .filter(p -> p.slack() != null && p.slack().equals(id))
        .map(Owner::name)
        .findFirst();
  }

  /** A person's id in Slack; empty when it is not known. */
  public Optional<String> slackId(String person) {
    return people.stream()
        .filter(p -> p.slack() != null && same(p.name(), person))
        .map(Owner::slack)
        .findFirst();
  }

  /** Whether this is a key of an intake of that name. */
  public boolean vouching(String source, PublicKeyLine key) {
    return sources.stream()
        .filter(s -> same(s.name(), source))
        .flatMap(s -> s.keys().stream())
        .anyMatch(k -> k.id().equals(key.id()));
  }

  /** Roles, people and intakes, one a line: what is compared, hashed and shown. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    holders.forEach(h -> lines.add("role " + h.role() + ": " + String.join(", ", h.people())));
    people.forEach(p -> lines.add("keys of " + p.line()));
    people.stream()
        .filter(p -> p.slack() != null)
        .forEach(p -> lines.add("Slack id of " + p.name() + ": " + p.slack()));
    sources.forEach(s -> lines.add("keys of source " + s.line()));
    return List.copyOf(lines);
  }

  /** SHA-256 of {@link #lines()}, hex. */
  public String digest() {
    return PublicKeyLine.sha256(String.join("\n", lines()));
  }

  /** Whether two names are one person's. */
  static boolean same(String one, String other) {
    return other != null && one.strip().equalsIgnoreCase(other.strip());
  }

  /** Whose key this is, and the key. */
  record Found(Owner owner, boolean source, PublicKeyLine key) {}

  Optional<Found> key(String id) {
    return Stream.concat(found(people, false), found(sources, true))
        .filter(f -> f.key().id().equals(id))
        .findFirst();
  }

  private static Stream<Found> found(List<Owner> owners, boolean source) {
    return owners.stream().flatMap(o -> o.keys().stream().map(k -> new Found(o, source, k)));
  }
}
