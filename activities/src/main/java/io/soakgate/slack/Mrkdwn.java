package io.soakgate.slack;

/** Text as Slack writes it. */
public final class Mrkdwn {
  /**
   * How text is sent that is not in a block: else Slack makes links of what merely looks like one.
   */
  static final String VERBATIM = "none";

  private static final int LONGEST = 3_500;

  private Mrkdwn() {}

  /**
   * What comes from a plan, a database or a person: it mentions nobody, links to nothing and is cut
   * where Slack would cut it ({@code &}, {@code <} and {@code >} are all that Slack reads in what
   * is sent verbatim).
   */
  public static String escaped(String text) {
    String plain = text.replaceAll("[\\p{Cc}&&[^\\n\\t]]|[\\u202A-\\u202E\\u2066-\\u2069]", "");
    String cut = plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
    return cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
