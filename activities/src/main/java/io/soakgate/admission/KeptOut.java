package io.soakgate.admission;

import io.soakgate.plan.ReadOnly;
import io.soakgate.target.Need;
import io.soakgate.target.Right;
import java.util.ArrayList;
import java.util.List;

/** What read-only mode needs of a login (decision 15). */
final class KeptOut {
  private KeptOut() {}

  /** Nothing where writes are not kept out. */
  static List<Need> needs(ReadOnly asked) {
    if (asked == null) {
      return List.of();
    }
    String role = asked.proveAs();
    List<Need> all = new ArrayList<>();
    all.add(
        new Need(
            Right.SET_FOR_DATABASE,
            "read-only mode is a setting of the database",
            "make {user} a member of its owner; or take `read-only` away and have somebody who may"
                + " say ALTER ROLE "
                + (role == null ? "…" : role)
                + " IN DATABASE {database} SET default_transaction_read_only = on, and RESET it"
                + " afterwards"));
    if (role != null) {
      all.add(
          new Need(
              Right.SET_ROLE,
              role,
              "that writes are kept out is proven as it",
              "GRANT " + role + " TO {user}"));
    }
    return all;
  }
}
