package io.soakgate.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soakgate.http.Request.Header;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Secret;
import io.soakgate.target.Target;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Something a request carries by a name: a header, or a field of a body. What proves who somebody
 * is stands there as a reference, never itself (decision 7).
 *
 * @param name of it
 * @param user who logs in with {@code text} as the password, or null where it is no login
 * @param text as the plan writes it, a reference when it is a secret
 */
public record Field(String name, String user, String text) {
  private static final Set<String> SECRET =
      Set.of("authorization", "proxy-authorization", "cookie", "x-api-key", "apikey");
  private static final String BEARER = "bearer";
  private static final String BASIC = "basic";

  /** One that is no login. */
  public Field(String name, String text) {
    this(name, null, text);
  }

  /** Whether it is a reference to a secret. */
  public boolean secret() {
    return Secret.isReference(text);
  }

  /**
   * As it is sent; a secret is read now.
   *
   * @throws IllegalStateException when it cannot be read; the message names the reference
   */
  public String reveal(Target target) {
    return secret() ? target.secret(text).reveal() : text;
  }

  /** The header it is. */
  public Header header(Target target) {
    String value = reveal(target);
    if (user != null) {
      byte[] login = (user + ":" + value).getBytes(UTF_8);
      return new Header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }
    return name.equals(BEARER)
        ? new Header("Authorization", "Bearer " + value)
        : new Header(name, value);
  }

  /**
   * The keys {@code headers}, {@code bearer} and {@code basic} (RFC 7617).
   *
   * @param afterOthers whether earlier answers may give a {@code "{token}"}
   */
  public static List<Field> headers(Node with, boolean afterOthers) {
    List<Field> headers = new ArrayList<>();
    Node there = with.optional("headers").orElse(null);
    for (String name : there == null ? List.<String>of() : there.keys()) {
      there.required(name).map(n -> header(name, n)).ifPresent(headers::add);
    }
    with.optional(BEARER).map(n -> bearer(n, afterOthers)).ifPresent(headers::add);
    with.optional(BASIC).map(Field::basic).ifPresent(headers::add);
    return headers;
  }

  /** The key {@code bearer} alone: one or none. */
  public static List<Field> bearer(Node with) {
    return with.optional(BEARER).map(n -> bearer(n, false)).map(List::of).orElse(List.of());
  }

  private static Field bearer(Node node, boolean afterOthers) {
    String text = node.text();
    boolean taken = afterOthers && text != null && text.matches("\\{[a-z][a-z0-9-]*}");
    if (text == null || !taken && !refers(node, text, "`bearer`")) {
      return null;
    }
    return new Field(BEARER, text);
  }

  private static Field basic(Node node) {
    String user = node.required("user").map(Node::text).orElse("");
    Node password = node.required("password").orElse(null);
    node.done();
    String text = password == null ? null : password.text();
    if (text == null || !refers(password, text, "`password`")) {
      return null;
    }
    return new Field(BASIC, user, text);
  }

  private static Field header(String name, Node node) {
    String value = node.text();
    if (value == null) {
      return null;
    }
    boolean proves = SECRET.contains(name.toLowerCase(Locale.ROOT));
    if (proves && !refers(node, value, "header " + name)) {
      return null;
    }
    if (!name.matches("[A-Za-z0-9-]+") || value.matches("(?s).*[\\r\\n].*")) {
      node.refuse("header " + name, "it cannot be sent", "write one name and one line");
      return null;
    }
    return new Field(name, value);
  }

  /** Whether it is a reference; refused otherwise. */
  private static boolean refers(Node node, String text, String what) {
    if (Secret.isReference(text)) {
      return true;
    }
    node.refuse(
        what + " holds a value",
        "it proves who somebody is, and a plan holds no secrets",
        "write where it is: " + Secret.FORMS);
    return false;
  }
}
