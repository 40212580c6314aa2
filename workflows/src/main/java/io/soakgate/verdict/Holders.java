package io.soakgate.verdict;

import java.util.ArrayList;
import java.util.List;

/** Who holds which role. */
final class Holders {

  private final List<Gate.Holder> holders;

  Holders(List<Gate.Holder> holders) {
    this.holders = holders;
  }

  /** True when both names mean one person: a starter typed by hand must not become a second one. */
  static boolean same(String one, String other) {
    return one != null && other != null && one.strip().equalsIgnoreCase(other.strip());
  }

  /** The people who hold the role, as the configuration spells them. */
  List<String> of(String role) {
    return holders.stream()
        .filter(holder -> holder.role().equals(role))
        .flatMap(holder -> holder.people().stream())
        .toList();
  }

  boolean holds(String person, String role) {
    return of(role).stream().anyMatch(name -> same(name, person));
  }

  /** The name as the configuration spells it, or as it was said. */
  String spelled(String person) {
    return holders.stream()
        .flatMap(holder -> holder.people().stream())
        .filter(name -> same(name, person))
        .findFirst()
        .orElse(person.strip());
  }

  /** {@code lead by ann or bob}, {@code cto by nobody}. */
  String words(String role) {
    List<String> people = of(role);
    return role + " by " + (people.isEmpty() ? "nobody" : String.join(" or ", people));
  }

  /** True when every role can be given by somebody of their own who is not among {@code out}. */
  boolean canGive(List<String> roles, List<String> out) {
    if (roles.isEmpty()) {
      return true;
    }
    List<String> rest = roles.subList(1, roles.size());
    return of(roles.get(0)).stream()
        .filter(person -> out.stream().noneMatch(other -> same(other, person)))
        .anyMatch(person -> canGive(rest, plus(out, person)));
  }

  private static List<String> plus(List<String> people, String person) {
    List<String> more = new ArrayList<>(people);
    more.add(person);
    return more;
  }
}
