package io.soakgate.slack;

import com.slack.api.model.Conversation;
import io.soakgate.slack.Arrangement.NamedRoom;
import java.util.ArrayList;
import java.util.List;

/** Whether the channels that are named are there, the app is in them, and nobody else is. */
final class CheckedRooms {
  private final Web web;
  private final List<NamedRoom> named;

  CheckedRooms(Web web, List<NamedRoom> named) {
    this.web = web;
    this.named = named;
  }

  List<Tick> all() {
    if (named.isEmpty()) {
      return List.of(
          Tick.note(
              "channels: none is named",
              "name one for the cards (`slack: {cards: …}`), or channels of the kind slack in a"
                  + " plan"));
    }
    try {
      List<Conversation> there = new Rooms(web).all();
      List<Tick> all = new ArrayList<>();
      named.forEach(room -> all.add(room(room, there)));
      return all;
    } catch (Declined e) {
      return List.of(Tick.wrong("channels", e, "they were not looked at; ask again then"));
    }
  }

  private static Tick room(NamedRoom wanted, List<Conversation> all) {
    String who = "channel #" + wanted.name() + " (" + wanted.by() + ")";
    if (wanted.name().contains("${")) {
      return wanted.create()
          ? Tick.good(who + ": is made when it is first needed")
          : Tick.wrong(who + ": has a date in its name", "add `create: true` to it in the plan");
    }
    return all.stream()
        .filter(c -> wanted.name().equals(c.getName()))
        .findFirst()
        .map(c -> there(who, c))
        .orElseGet(() -> missing(who, wanted.create()));
  }

  private static Tick missing(String who, boolean create) {
    return create
        ? Tick.good(who + ": is made when it is first needed")
        : Tick.wrong(
            who + ": is not there, or is private and without the app",
            "make it, and type `/invite @soakgate` in it");
  }

  private static Tick there(String who, Conversation channel) {
    if (channel.isArchived()) {
      return Tick.wrong(who + ": is archived", "take it out of the archive, or name another");
    }
    if (!channel.isMember()) {
      return Tick.wrong(who + ": the app is not in it", "type `/invite @soakgate` in it");
    }
    if (channel.isExtShared() || channel.isPendingExtShared()) {
      return Tick.wrong(
          who + ": is shared with another company", "name one that only your company reads");
    }
    return Tick.good(who + (channel.isPrivate() ? ": private" : ": public"));
  }
}
