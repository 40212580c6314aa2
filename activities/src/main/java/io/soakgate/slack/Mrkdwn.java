package io.soakgate.slack;

/** Text as Slack writes it. */
public final class Mrkdwn {
  private static final int LONGEST = 3_500;

  private Mrkdwn() {}

  /**
   * What comes from a plan, a database or a person: it mentions nobody, links to nothing and is cut
   * where Slack would cut it ({@code &}, {@code <} and {@code >} are all that Slack reads).
   */
  public static String escaped(String text) {
    String plain = text.replaceAll("[\\p{Cc}&&[^\\n\\t]]|[\\u202A-\\u202E\\u2066-\\u2069]", "");
    String cut = plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
    return cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
