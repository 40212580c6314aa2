package io.soakgate.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.backup.TargetBackups;
import io.soakgate.target.Abilities.Database;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** B-45: there is room for a backup, or it is not asked for. */
class RoomTest {
  private static final Need ROOM =
      TargetBackups.needs("dump").stream().filter(n -> n.right() == Right.ROOM).findFirst().get();

  @Test
  void tooLittleRoomIsToldWithWhatIsThereAndWhatIsNeeded() {
    assertThat(ROOM.lacking(withRoom(11_900_000L)))
        .contains("this worker has 11.9 MB free for backups and the database has 10.0 MB");
    assertThat(ROOM.why()).isEqualTo("1.2 times that is asked for");
    assertThat(ROOM.todo()).isEqualTo("free some space, or configure another folder for backups");
    assertThat(ROOM.lacking(withRoom(12_000_000L))).isEmpty();
  }

  @Test
  void aFolderThatIsClosedIsTold() {
    assertThat(ROOM.lacking(withRoom(Footing.CLOSED)))
        .contains("this worker may not write into its folder for backups");
  }

  private static Footing withRoom(long free) {
    Database tenMegabytes =
        new Database("shop", "owner", 10_000_000, true, true, false, null, true, List.of());
    Abilities abilities =
        new Abilities(
            null, null, tenMegabytes, null, List.of(), List.of(), List.of(), List.of(), List.of());
    return new Footing(null, abilities, Optional.empty(), Optional.of(15), Optional.of(free));
  }
}
