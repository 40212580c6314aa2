package io.soakgate.localslack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Who and what there is: people, groups, channels. */
public final class Workspace {
  static final String TEAM = "T0000SOAK";
  static final String APP = "A0000SOAK";
  static final String BOT = "U0000BOT";

  private final AtomicLong clock = new AtomicLong();
  private final Map<String, Member> people = new LinkedHashMap<>();
  private final Map<String, List<String>> groups = new LinkedHashMap<>();
  private final List<Room> rooms = new ArrayList<>();
  private Granted scopes = Granted.ALL;

  /** Adds somebody, or changes what is known of them. */
  public synchronized void add(Member member) {
    people.put(member.id(), member);
  }

  /** A user group and who is in it. */
  public synchronized void group(String id, List<String> members) {
    groups.put(id, List.copyOf(members));
  }

  /**
   * Makes a channel.
   *
   * @param shared whether another company sees it too
   */
  public synchronized Room channel(String name, boolean shared) {
    Room room = new Room("C%07d".formatted(rooms.size() + 1), name, shared);
    rooms.add(room);
    return room;
  }

  /** A channel by its id or its name, with or without the number sign. */
  public synchronized Optional<Room> room(String channel) {
    String name = channel.startsWith("#") ? channel.substring(1) : channel;
    return rooms.stream().filter(r -> r.id().equals(channel) || r.name().equals(name)).findFirst();
  }

  /** From now on the app may do no more than these scopes let it. */
  public synchronized void grant(List<String> scopes) {
    this.scopes = new Granted(List.copyOf(scopes));
  }

  synchronized Granted scopes() {
    return scopes;
  }

  /** All channels. */
  public synchronized List<Room> rooms() {
    return List.copyOf(rooms);
  }

  /**
   * Somebody by name.
   *
   * @throws java.util.NoSuchElementException when nobody is called so
   */
  public synchronized Member named(String name) {
    return people.values().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  synchronized Optional<Member> member(String id) {
    return Optional.ofNullable(people.get(id));
  }

  /** Everybody. */
  public synchronized List<Member> members() {
    return List.copyOf(people.values());
  }

  synchronized Optional<List<String>> members(String group) {
    return Optional.ofNullable(groups.get(group));
  }

  /** The next moment; no two are the same. */
  String ts() {
    long now = System.currentTimeMillis() * 1000;
    long micros = clock.updateAndGet(last -> Math.max(last + 1, now));
    return "%d.%06d".formatted(micros / 1_000_000, micros % 1_000_000);
  }
}
