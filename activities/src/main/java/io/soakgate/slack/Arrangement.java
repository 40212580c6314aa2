package io.soakgate.slack;

import io.soakgate.target.Secret;
import io.soakgate.verdict.Gate.Holder;
import java.util.List;

/**
 * What a worker's configuration and its plans expect of Slack.
 *
 * @param app the app
 * @param clicks how clicks come; null where people are only told
 * @param rooms the channels that are named
 * @param people everybody with an id in Slack
 * @param roles the roles whose gates people open, and who holds them
 */
public record Arrangement(
    SlackApp app, Clicks clicks, List<NamedRoom> rooms, List<Known> people, List<Holder> roles) {

  /**
   * How clicks come, and by which key they are vouched for.
   *
   * @param app the app token, for Socket Mode; null for signed requests
   * @param signing the signing secret, for signed requests; null for Socket Mode
   * @param key the intake's private key
   * @param known the public keys of {@code sources: slack}, as lines
   */
  public record Clicks(Secret app, Secret signing, Secret key, List<String> known) {
    /** What every app token begins with. */
    public static final String APP_TOKEN = "xapp-";

    /** The characters a signing secret has at least: others could guess a shorter one. */
    public static final int SHORTEST_SECRET = 32;
  }

  /**
   * A channel that something is said in.
   *
   * @param name without the number sign; it may hold a date
   * @param create whether one that is not there is made
   * @param by who names it
   */
  public record NamedRoom(String name, boolean create, String by) {}

  /**
   * Somebody.
   *
   * @param name as in the configuration
   * @param id in Slack
   */
  public record Known(String name, String id) {}

  /** What the app must be allowed to do. */
  public Scopes scopes() {
    return new Scopes(clicks != null, rooms.stream().anyMatch(NamedRoom::create));
  }
}
