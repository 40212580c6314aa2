package io.soakgate.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.slack.Mrkdwn;
import io.soakgate.slack.Pressed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The modal in which somebody says why, and where data would be restored over, types the target's
 * name.
 *
 * @param button what the button carried that opened it
 * @param room the channel of the button
 * @param message the card the button is on
 * @param thread the time of its thread's first message, or null
 * @param mark what told that press from others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Form(String button, String room, String message, String thread, String mark) {
  /** The {@code action_id} of both inputs. */
  static final String TEXT = "text";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LEAST = 10;
  private static final int MOST = 1_000;
  private static final int LONGEST_LABEL = 150;

  /**
   * Reads what came back with a modal.
   *
   * @throws IllegalArgumentException when it is not of a modal of ours
   */
  static Form read(String metadata) {
    try {
      Form form = JSON.readValue(metadata == null ? "" : metadata, Form.class);
      if (form == null || form.button == null || form.room == null || form.mark == null) {
        throw new IllegalArgumentException("this form is not of this release of Soakgate");
      }
      return form;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("this form is not of this release of Soakgate", e);
    }
  }

  /**
   * As Slack shows it.
   *
   * @param action the id of the button, which is the modal's too
   * @param verb what sending it does, such as {@code Reject}
   */
  String view(String action, String verb) {
    Pressed pressed = Pressed.read(button);
    ObjectNode view = JSON.createObjectNode();
    view.put("type", "modal").put("callback_id", action).put("private_metadata", metadata());
    text(view.putObject("title"), "plain_text", verb);
    text(view.putObject("submit"), "plain_text", verb);
    text(view.putObject("close"), "plain_text", "Cancel");
    ArrayNode blocks = view.putArray("blocks");
    ObjectNode about = blocks.addObject().put("type", "section").putObject("text");
    text(about.put("verbatim", true), "mrkdwn", Mrkdwn.escaped(about(pressed)));
    input(blocks, Pressed.REASON, "Why", true);
    if (pressed.target() != null) {
      input(blocks, Pressed.TARGET, "To restore over it, type " + pressed.target(), false);
    }
    return view.toString();
  }

  private static String about(Pressed pressed) {
    String what = pressed.about() == null ? "" : ": " + pressed.about();
    return pressed.gate() == null
        ? pressed.deployment() + what
        : pressed.deployment() + ": " + pressed.environment() + " " + pressed.gate();
  }

  private static void text(ObjectNode into, String type, String text) {
    into.put("type", type).put("text", text);
  }

  private static void input(ArrayNode blocks, String id, String label, boolean lines) {
    ObjectNode block = blocks.addObject().put("type", "input").put("block_id", id);
    String cut = label.length() > LONGEST_LABEL ? label.substring(0, LONGEST_LABEL) : label;
    text(block.putObject("label"), "plain_text", cut);
    ObjectNode element = block.putObject("element");
    element.put("type", "plain_text_input").put("action_id", TEXT).put("multiline", lines);
    if (lines) {
      element.put("min_length", LEAST).put("max_length", MOST);
    }
  }

  private String metadata() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What is wrong with what was typed, by block; empty when nothing is.
   *
   * @param reason what was typed as the reason
   * @param target what was typed as the target's name
   */
  Map<String, String> errors(String reason, String target) {
    Map<String, String> errors = new LinkedHashMap<>();
    int length = reason.strip().length();
    if (length < LEAST || length > MOST) {
      errors.put(Pressed.REASON, LEAST + " to " + MOST + " characters, for the report");
    }
    Optional.ofNullable(Pressed.read(button).target())
        .filter(name -> !name.equals(target.strip()))
        .ifPresent(name -> errors.put(Pressed.TARGET, "this is not " + name));
    return errors;
  }
}
