package io.soakgate.localslack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Somebody in the workspace.
 *
 * @param id such as {@code U0000LEAD}
 * @param name as shown
 * @param email or null
 * @param title what they are, or empty
 * @param marks what {@code users.info} says of them beside that: {@code deleted}, {@code is_bot},
 *     {@code is_restricted} …
 */
public record Member(String id, String name, String email, String title, List<String> marks) {

  /** An ordinary member. */
  public static Member of(String id, String name) {
    return new Member(id, name, name + "@example.org", "", List.of());
  }

  /** The same person, marked. */
  public Member marked(String... marks) {
    return new Member(id, name, email, title, List.of(marks));
  }

  /** The same person, of this title. */
  public Member titled(String title) {
    return new Member(id, name, email, title, marks);
  }

  /** As {@code users.info} tells it. */
  ObjectNode json(String team) {
    ObjectNode user =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", id)
            .put("team_id", team)
            .put("name", name)
            .put("real_name", name)
            .put("deleted", false)
            .put("is_bot", false)
            .put("is_restricted", false)
            .put("is_ultra_restricted", false);
    marks.forEach(mark -> user.put(mark, true));
    user.putObject("profile").put("email", email).put("real_name", name).put("title", title);
    return user;
  }
}
