package io.soakgate.intake;

import io.soakgate.slack.Declined;
import io.soakgate.slack.Desk;
import io.soakgate.slack.Pressed;

/** Opens the modals in which a reason is asked for. */
final class Forms {
  private final Attendant attendant;
  private final Desk desk;

  Forms(Attendant attendant, Desk desk) {
    this.attendant = attendant;
    this.desk = desk;
  }

  /** Opens the modal of a button; who it was is asked when it is sent. */
  void open(Click click, String action, String value) {
    String about = "a click";
    try {
      about = Pressed.read(value).deployment();
      attendant.door().inPlace(click);
      Form form = new Form(value, click.room(), click.message(), click.thread(), click.mark());
      desk.open(
          click.trigger(),
          form.view(action, Pressed.act(action).map(Meaning::verb).orElse("Reject")));
    } catch (Turned | IllegalArgumentException why) {
      attendant.refuse(click, about, why.getMessage());
    } catch (Declined slack) {
      attendant.whisper(
          click,
          "nothing was done: Slack did not show the form ("
              + slack.getMessage()
              + "); click again");
    }
  }
}
