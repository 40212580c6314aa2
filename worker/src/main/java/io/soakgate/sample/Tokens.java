package io.soakgate.sample;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who holds which bearer token: made when the application starts, and when somebody logs in. */
final class Tokens {
  private static final int BYTES = 24;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Person> holders = new ConcurrentHashMap<>();

  Tokens(List<Person> people) {
    people.forEach(this::issue);
  }

  /** A fresh secret. */
  String secret() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** A fresh token for somebody. */
  String issue(Person person) {
    String token = secret();
    holders.put(token, person);
    return token;
  }

  Optional<Person> holder(String token) {
    return Optional.ofNullable(holders.get(token));
  }

  /** The first token of a person of that name. */
  String of(String name) {
    return holders.entrySet().stream()
        .filter(e -> name.equals(e.getValue().name()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
