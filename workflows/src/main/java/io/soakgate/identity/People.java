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

  /** A person, or an intake, and its public keys. */
  public record Owner(String name, List<PublicKeyLine> keys) {
    private String line() {
      return name + ": " + keys.stream().map(PublicKeyLine::id).collect(Collectors.joining(", "));
    }
  }

  /** Nobody holds anything. */
  public static People nobody() {
    return new People(List.of(), List.of(), List.of());
  }

  /**
   * The people who can prove who they are: those with a key, and everybody who holds a role once an
   * intake vouches for people.
   */
  public List<String> provable() {
    Stream<String> keyed = people.stream().filter(p -> !p.keys().isEmpty()).map(Owner::name);
    Stream<String> vouched =
        sources.isEmpty() ? Stream.of() : holders.stream().flatMap(h -> h.people().stream());
    return Stream.concat(keyed, vouched).distinct().toList();
  }

  /** Roles, people and intakes, one a line: what is compared, hashed and shown. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    holders.forEach(h -> lines.add("role " + h.role() + ": " + String.join(", ", h.people())));
    people.forEach(p -> lines.add("keys of " + p.line()));
    sources.forEach(s -> lines.add("keys of source " + s.line()));
    return List.copyOf(lines);
  }

  /** SHA-256 of {@link #lines()}, hex. */
  public String digest() {
    return PublicKeyLine.sha256(String.join("\n", lines()));
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
