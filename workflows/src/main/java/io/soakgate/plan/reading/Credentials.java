package io.soakgate.plan.reading;

import java.util.regex.Pattern;

/**
 * Finds secrets where none may stand (B-12). Whoever finds one says so without repeating it, since
 * messages end in logs, histories and chats.
 */
final class Credentials {
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.:-]*://[^/?#\\s:@]*:[^/?#\\s@$]+@");
  private static final Pattern OPTION = Pattern.compile("(?i)[?&]password=[^&\\s]");
  private static final Pattern LIBPQ =
      Pattern.compile("(?i)(?=.*\\b(host|dbname|user)=\\S).*\\bpassword=[^\\s$].*");
  private static final Pattern NAMED =
      Pattern.compile("(?i).*(passw|secret|token|credential|api.?key).*");

  private Credentials() {}

  /** True when the text holds a password: an address with one, or a connection string. */
  static boolean in(String text) {
    return ADDRESS.matcher(text).find()
        || OPTION.matcher(text).find()
        || LIBPQ.matcher(text.replaceAll("\\s+", " ")).matches();
  }

  /** True when a line may hold a secret, so that it is not quoted. */
  static boolean named(String line) {
    return in(line) || NAMED.matcher(line).matches();
  }
}
