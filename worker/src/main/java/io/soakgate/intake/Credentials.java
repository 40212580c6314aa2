package io.soakgate.intake;

import io.soakgate.identity.People;
import io.soakgate.identity.SigningKey;
import io.soakgate.slack.Arrangement;
import java.util.ArrayList;
import java.util.List;

/**
 * What the intake proves itself with, read once when the worker starts. It is never written, shown
 * or sent.
 *
 * @param app the app-level token, or null
 * @param secret the signing secret, or null
 * @param key what vouches for people
 */
record Credentials(String app, String secret, SigningKey key) {
  /**
   * Reads them.
   *
   * @throws IllegalStateException when one cannot be read or proves nothing; all that is wrong with
   *     them, and nothing of what they are
   */
  static Credentials read(Clicks clicks, People people) {
    List<String> wrong = new ArrayList<>();
    String app = clicks.app() == null ? null : clicks.app().reveal();
    String secret = clicks.http() == null ? null : clicks.http().secret().reveal();
    if (app != null && !app.startsWith(Arrangement.Clicks.APP_TOKEN)) {
      wrong.add(
          "slack.app is no app-level token: it begins with xapp-; make one with connections:write");
    }
    if (secret != null && secret.length() < Arrangement.Clicks.SHORTEST_SECRET) {
      wrong.add(
          "slack.http.secret has fewer than 32 characters: others could guess it; take the app's"
              + " Signing Secret");
    }
    SigningKey key = key(clicks, people, wrong);
    if (!wrong.isEmpty()) {
      throw new IllegalStateException(String.join(" | ", wrong));
    }
    return new Credentials(app, secret, key);
  }

  private static SigningKey key(Clicks clicks, People people, List<String> wrong) {
    try {
      SigningKey key = SigningKey.parse(clicks.key().reveal());
      if (!people.vouching(People.SLACK, key.open())) {
        wrong.add(
            "slack.key is key "
                + key.open().id()
                + ", which sources.slack does not list: what it signs would prove nothing; add its"
                + " public line there");
      }
      return key;
    } catch (IllegalArgumentException noKey) {
      wrong.add("slack.key: " + noKey.getMessage());
      return null;
    }
  }

  @Override
  public String toString() {
    return "credentials of key " + key.open().id();
  }
}
