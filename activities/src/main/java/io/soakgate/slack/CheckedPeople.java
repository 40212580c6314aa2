package io.soakgate.slack;

import com.slack.api.model.User;
import io.soakgate.slack.Arrangement.Known;
import io.soakgate.verdict.Gate.Holder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether the people of the configuration are in Slack, and each role has somebody who can click.
 */
final class CheckedPeople {
  private final Web web;
  private final List<Known> people;
  private final List<Holder> roles;
  private final Set<String> good = new HashSet<>();
  private final List<Tick> all = new ArrayList<>();

  CheckedPeople(Web web, List<Known> people, List<Holder> roles) {
    this.web = web;
    this.people = people;
    this.roles = roles;
  }

  List<Tick> all() {
    people.forEach(this::person);
    roles.forEach(this::role);
    return all;
  }

  private void person(Known known) {
    String who = "person " + known.name() + " (" + known.id() + ")";
    try {
      User user = web.call("users.info", m -> m.usersInfo(r -> r.user(known.id()))).getUser();
      List<Against> against = Against.of(user);
      if (against.isEmpty()) {
        good.add(known.name());
        all.add(Tick.good(who + ": " + user.getRealName()));
      } else {
        all.add(
            Tick.wrong(who + ": " + against.get(0).person(), "give their own id, or take it out"));
      }
    } catch (Declined e) {
      all.add(
          Tick.wrong(
              who,
              e,
              "copy the member id from the profile in Slack (⋮, Copy member ID); it begins with U"
                  + " or W"));
    }
  }

  private void role(Holder role) {
    List<String> can = role.people().stream().filter(good::contains).toList();
    String words = "role " + role.role() + ": ";
    if (!can.isEmpty()) {
      all.add(Tick.good(words + String.join(", ", can) + " can click"));
    } else if (role.people().isEmpty()) {
      all.add(Tick.wrong(words + "nobody holds it", "name people for it under `roles`"));
    } else {
      all.add(
          Tick.wrong(
              words + "nobody of " + String.join(", ", role.people()) + " can click",
              "add `slack: U…` for one of them under `people`"));
    }
  }
}
