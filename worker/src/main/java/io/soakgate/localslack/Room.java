package io.soakgate.localslack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A channel and what was said in it, oldest first. */
public final class Room {
  private final String id;
  private final String name;
  private final boolean shared;
  private final List<Post> posts = new ArrayList<>();
  private final List<String> members = new ArrayList<>();
  private boolean archived;
  private boolean hidden;
  private boolean member = true;
  private String topic = "";

  Room(String id, String name, boolean shared) {
    this.id = id;
    this.name = name;
    this.shared = shared;
  }

  /** Its id, such as {@code C0000001}. */
  public String id() {
    return id;
  }

  /** Its name, without the number sign. */
  public String name() {
    return name;
  }

  /** What it is about. */
  public synchronized String topic() {
    return topic;
  }

  /** Whether nobody may write any more. */
  public synchronized boolean archived() {
    return archived;
  }

  /** What everybody sees, oldest first. */
  public synchronized List<Post> posts() {
    return posts.stream().filter(p -> p.only() == null).toList();
  }

  /** What only this person sees. */
  public synchronized List<Post> shownTo(String person) {
    return posts.stream().filter(p -> person.equals(p.only())).toList();
  }

  synchronized void add(Post post) {
    posts.add(post);
  }

  synchronized Optional<Post> post(String ts) {
    return posts.stream().filter(p -> p.ts().equals(ts)).findFirst();
  }

  synchronized boolean replace(Post edited) {
    for (int i = 0; i < posts.size(); i++) {
      if (posts.get(i).ts().equals(edited.ts())) {
        posts.set(i, edited);
        return true;
      }
    }
    return false;
  }

  /** From now on only its members see it. */
  public synchronized Room hide() {
    hidden = true;
    return this;
  }

  /** The app is taken out of it. */
  public synchronized Room withoutApp() {
    member = false;
    return this;
  }

  /** Whether the app is in it. */
  synchronized boolean member() {
    return member;
  }

  /** Whether the app can see that it is there. */
  synchronized boolean visible() {
    return member || !hidden;
  }

  synchronized void remove(String ts) {
    posts.removeIf(p -> p.ts().equals(ts));
  }

  /** What this person sees, oldest first. */
  synchronized List<Post> seenBy(String person) {
    return posts.stream().filter(p -> p.only() == null || p.only().equals(person)).toList();
  }

  synchronized void about(String topic) {
    this.topic = topic;
  }

  synchronized void archive() {
    archived = true;
  }

  synchronized void invite(List<String> people) {
    people.stream().filter(p -> !members.contains(p)).forEach(members::add);
  }

  /** Who was invited. */
  public synchronized List<String> members() {
    return List.copyOf(members);
  }

  synchronized ObjectNode json() {
    ObjectNode channel =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", id)
            .put("name", name)
            .put("is_channel", true)
            .put("is_member", member)
            .put("is_private", hidden)
            .put("is_archived", archived)
            .put("is_ext_shared", shared);
    channel.putObject("topic").put("value", topic);
    return channel;
  }
}
