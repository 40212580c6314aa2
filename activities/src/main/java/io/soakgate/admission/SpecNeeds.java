package io.soakgate.admission;

import io.soakgate.deployment.Script;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Kinds.Position;
import io.soakgate.target.Need;
import io.soakgate.target.ScriptStore;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;

/**
 * What one place of a plan needs of a login: asked of its kind, with the admitted scripts.
 *
 * @param catalogues gives the kinds
 * @param store holds every admitted script
 */
record SpecNeeds(Supplier<Catalogue> catalogues, ScriptStore store) {

  List<Need> of(Position position, Spec spec, List<Script> scripts) {
    return catalogues.get().needs(position, spec, file -> bytes(file, scripts));
  }

  /** The bytes of an admitted script. */
  byte[] bytes(String file, List<Script> scripts) {
    Script admitted =
        scripts.stream()
            .filter(s -> s.path().equals(file))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(file + " is not among the scripts"));
    try {
      byte[] bytes = store.stored(admitted.digest());
      if (bytes == null) {
        throw new IllegalStateException(file + " is not in Soakgate's own database");
      }
      return bytes;
    } catch (SQLException e) {
      throw new IllegalStateException("Soakgate's own database does not give " + file, e);
    }
  }
}
