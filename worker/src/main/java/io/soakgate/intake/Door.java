package io.soakgate.intake;

import io.soakgate.identity.People;
import io.soakgate.slack.Declined;
import io.soakgate.slack.Desk;
import io.soakgate.slack.Desk.Workplace;

/**
 * Lets nobody in but people of the worker's configuration, by their ids, from the channel of the
 * cards. Whatever cannot be found out keeps them out.
 */
final class Door {
  private final People people;
  private final Desk desk;
  private final String channel;
  private volatile Place place;

  /** Where the app is, and the channel of its cards there. */
  private record Place(Workplace workplace, String room) {}

  /**
   * @param channel the name of the channel of the cards
   */
  Door(People people, Desk desk, String channel) {
    this.people = people;
    this.desk = desk;
    this.channel = channel;
  }

  /**
   * Finds out where the app is.
   *
   * @throws Declined when Slack does not say
   */
  void find() throws Declined {
    place = new Place(desk.workplace(), desk.room(channel));
  }

  /** Whether it is known where the app is; before, everybody is turned away. */
  boolean open() {
    return place != null;
  }

  /**
   * Whether it came to this app, from this workspace and from the channel; asks nobody.
   *
   * @throws Turned when not
   */
  void inPlace(Click click) throws Turned {
    Place here = place;
    if (here == null) {
      throw new Turned("Slack has not said yet where this app is; try again in a minute");
    }
    if (!here.workplace().app().equals(click.app())) {
      throw new Turned(
          "it was sent to another app than this one; the worker's tokens and secrets must all be of"
              + " one app");
    }
    if (!here.workplace().has(click.team())) {
      throw new Turned("it comes from another workspace; only people of this one decide here");
    }
    if (!here.room().equals(click.room())) {
      throw new Turned("it comes from another channel; use #" + channel);
    }
  }

  /**
   * Who it was.
   *
   * @return the person's name in the configuration
   * @throws Turned when it cannot be said, or the account decides nothing
   */
  String person(Click click) throws Turned {
    inPlace(click);
    String person =
        people
            .slack(click.user())
            .orElseThrow(
                () ->
                    new Turned(
                        "your id "
                            + click.user()
                            + " is nobody's in the worker's configuration; whoever runs it can add"
                            + " it under people"));
    try {
      var against = desk.against(click.user(), place.workplace());
      if (against.isPresent()) {
        throw new Turned("this account decides nothing: " + against.get());
      }
    } catch (Declined unknown) {
      throw new Turned(
          "could not check who you are (" + unknown.getMessage() + "); try again, or use the CLI");
    }
    return person;
  }
}
