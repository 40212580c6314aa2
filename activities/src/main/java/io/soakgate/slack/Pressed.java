package io.soakgate.slack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.soakgate.deployment.Command.Act;
import java.util.Optional;

/**
 * What a button of a card carries: what was on the screen when it was pressed, so that a card that
 * is out of date decides nothing. Never a role, and never who somebody is: that follows from who
 * presses.
 *
 * @param version of this form, 1
 * @param deployment the workflow id
 * @param run the run id
 * @param environment of the gate; null elsewhere
 * @param gate the gate's moment; null elsewhere
 * @param attempt of the gate; null elsewhere
 * @param digest of the plan, whole; null elsewhere
 * @param about the rollback option, the rule or the change a command is about, or null
 * @param question the number of the question it was a button of, which no other one is answered by;
 *     {@link io.soakgate.deployment.Command#PAUSE} for a pause; null elsewhere
 * @param target the target's name that has to be typed before data is restored over, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Pressed(
    @JsonProperty(value = "v", required = true) int version,
    @JsonProperty(value = "d", required = true) String deployment,
    @JsonProperty(value = "r", required = true) String run,
    @JsonProperty("e") String environment,
    @JsonProperty("g") String gate,
    @JsonProperty("a") Integer attempt,
    @JsonProperty("h") String digest,
    @JsonProperty("q") String about,
    @JsonProperty("n") Integer question,
    @JsonProperty("t") String target) {

  /** The button that agrees at a gate. */
  public static final String APPROVE = "soakgate.approve";

  /** The button that opens the modal in which a gate is refused, and that modal. */
  public static final String REJECT = "soakgate.reject";

  /** In a modal: why. */
  public static final String REASON = "reason";

  /** In a modal: the target's name, typed. */
  public static final String TARGET = "target";

  private static final String COMMAND = "soakgate.command.";
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectReader READER =
      JSON.readerFor(Pressed.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  /** What a button of a gate carries. */
  public static Pressed gate(
      String deployment, String run, String environment, String gate, int attempt, String digest) {
    return new Pressed(
        VERSION, deployment, run, environment, gate, attempt, digest, null, null, null);
  }

  /**
   * What a button that commands carries.
   *
   * @param about what the command is about, or null
   * @param target the target's name where it has to be typed, or null
   */
  public static Pressed command(String deployment, String run, String about, String target) {
    return new Pressed(VERSION, deployment, run, null, null, null, null, about, null, target);
  }

  /** The same, on the card of this question. */
  public Pressed to(Integer number) {
    return new Pressed(
        version, deployment, run, environment, gate, attempt, digest, about, number, target);
  }

  /** The id of the button, and of the modal, of a command. */
  public static String action(Act act) {
    return COMMAND + act.word();
  }

  /** Which command a button of this id gives; empty when it is none. */
  public static Optional<Act> act(String action) {
    for (Act act : Act.values()) {
      if (action(act).equals(action)) {
        return Optional.of(act);
      }
    }
    return Optional.empty();
  }

  /** The id of a button that only leads somewhere; Slack wants it acknowledged. */
  public static String link(String what) {
    return "soakgate.link." + what;
  }

  /** As it stands on the button. */
  public String value() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads what came back; strictly, because anybody who finds the address may send it.
   *
   * @throws IllegalArgumentException when it is not what a card of this release carries
   */
  public static Pressed read(String value) {
    Pressed pressed;
    try {
      pressed = READER.readValue(value == null ? "" : value);
    } catch (JsonProcessingException e) {
      throw unknown(e);
    }
    if (pressed == null || pressed.version != VERSION || !pressed.whole()) {
      throw unknown(null);
    }
    return pressed;
  }

  private boolean whole() {
    boolean atGate = gate != null;
    return deployment != null
        && run != null
        && atGate == (environment != null)
        && atGate == (attempt != null)
        && atGate == (digest != null)
        && !(atGate && (about != null || question != null || target != null));
  }

  private static IllegalArgumentException unknown(Exception cause) {
    return new IllegalArgumentException(
        "this button is not of this release of Soakgate; use the newest card, or the command line",
        cause);
  }
}
