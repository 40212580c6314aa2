package io.soakgate.slack;

import com.slack.api.model.User;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** What is against an account's deciding anything. */
enum Against {
  DEACTIVATED(User::isDeleted, "it is deactivated", "was deactivated"),
  BOT(user -> user.isBot() || user.isConnectorBot(), "it is a bot", "is no person"),
  WORKFLOW(User::isWorkflowBot, "it is a workflow's", "is no person"),
  STRANGER(User::isStranger, "it is another company's", "is of another company"),
  GUEST(user -> user.isRestricted() || user.isUltraRestricted(), "it is a guest's", "is a guest");

  private final Predicate<User> so;
  private final String account;
  private final String person;

  /**
   * @param account as the account's owner is told
   * @param person as is said of somebody
   */
  Against(Predicate<User> so, String account, String person) {
    this.so = so;
    this.account = account;
    this.person = person;
  }

  /** All that is against this one, the weightiest first. */
  static List<Against> of(User user) {
    return Arrays.stream(values()).filter(against -> against.so.test(user)).toList();
  }

  String account() {
    return account;
  }

  String person() {
    return person;
  }
}
