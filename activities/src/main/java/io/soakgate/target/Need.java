package io.soakgate.target;

import java.util.Optional;

/**
 * Something a kind needs of the login that carries it out, told beside the kind itself.
 *
 * @param right what is needed
 * @param name of which role, relation or extension; null where the right is about none
 * @param why what it is needed for
 * @param todo what to do where it is lacking, the fallback included; {@code {user}}, {@code
 *     {database}} and {@code {version}} (of the server, major) are filled in
 */
public record Need(Right right, String name, String why, String todo) {

  /** A need of a right that is about nothing in particular. */
  public Need(Right right, String why, String todo) {
    this(right, null, why, todo);
  }

  /** What is lacking there, in words; empty when nothing is. */
  public Optional<String> lacking(Footing on) {
    return Optional.ofNullable(right.lack(on, name));
  }

  /** What to do about it there. */
  public String todo(Footing on) {
    Abilities abilities = on.abilities();
    return todo.replace("{user}", abilities.login().user())
        .replace("{database}", abilities.database().name())
        .replace("{version}", String.valueOf(abilities.server().major()));
  }
}
