package io.soakgate.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.ActActivity.BackupResult;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way a dump goes bad, while it is taken and after it was. */
@Tag("postgres")
@Tag("T-05")
class CorruptBackupTest {
  private static final String LARGEST = "f=$(ls -S \"$d\"/*.dat.gz | head -1); ";
  private static final String CUT = "truncate -s $(($(stat -c %s \"$f\") * 6 / 10)) \"$f\"";
  private static final String FLIP =
      "at=$(($(stat -c %s \"$f\") / 2)); was=$(od -An -tu1 -j$at -N1 \"$f\");"
          + " printf \"\\\\$(printf %o $((was ^ 4)))\""
          + " | dd of=\"$f\" bs=1 seek=$at conv=notrunc status=none";

  @TempDir Path home;
  private Ground ground;
  private ClientTools real;

  @BeforeEach
  void aDatabase() throws Exception {
    ground = Ground.in(home);
    real = ground.tools.orElseThrow();
  }

  @Test
  void cutWhileItIsTakenItIsNotVerified() throws Exception {
    BackupResult backup = takenWith(LARGEST + CUT);

    assertThat(backup.verified()).isFalse();
    assertThat(backup.words())
        .contains("NOT verified: pg_restore ended with exit code 1: pg_restore: error: ");
  }

  @Test
  void oneByteFlippedWhileItIsTakenItIsNotVerified() throws Exception {
    BackupResult backup = takenWith(LARGEST + FLIP);

    assertThat(backup.verified()).isFalse();
    assertThat(backup.words())
        .contains("NOT verified: pg_restore ended with exit code 1: pg_restore: error: ");
  }

  @Test
  void anotherDumpsFileInItIsFoundByTheContentThoughEveryCountAgrees() throws Exception {
    Path other = dumpOf(ground);
    ground.run("UPDATE shop.orders SET price = price + 1 WHERE id = 7");
    BackupResult backup =
        takenWith("for f in \"$d\"/*.dat.gz; do cp '" + other + "'/$(basename $f) $f; done");

    assertThat(backup.verified()).isFalse();
    assertThat(backup.words())
        .matches(
            ".*NOT verified: shop.orders_\\w+ [\\d,]+ rows in both, but other content restored");
  }

  @Test
  void aKilledWriterLeavesNothingThatCouldBeTakenForABackup() throws Exception {
    ClientTools killed = wrapped("", real.pgDump() + " \"$@\" & sleep 0.05; kill -9 $!; wait $!");

    assertThatThrownBy(() -> ground.with(killed).take("dump", new QuietPulse()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "pg_dump of " + ground.target.database() + " ended with exit code 137: ");
    assertThat(backups()).isEmpty();
    assertThat(ground.databases("soakgate_scratch")).isEmpty();
  }

  @Test
  void aDiskThatRunsFullIsToldAndLeftAsItWas() throws Exception {
    Path disk = Files.createDirectories(ground.folders.backups());
    run("mount", "-t", "tmpfs", "-o", "size=40m", "none", disk.toString());
    try {
      ClientTools filling =
          wrapped(
              "dd if=/dev/zero of='" + disk + "/ballast' bs=1M 2>/dev/null",
              "exec " + real.pgDump() + " \"$@\"");
      refused(
          () -> ground.with(filling).take("dump", new QuietPulse()),
          "the disk of "
              + disk.resolve("deploy-1/production")
              + " ran full while "
              + ground.target.database()
              + " was dumped, and what was written is removed again; free some space there, or"
              + " configure another folder for backups");
      assertThat(backups()).isEmpty();
    } finally {
      run("umount", disk.toString());
    }
  }

  @Test
  void cutOnDiskItIsRefusedBeforeAnythingIsRestored() throws Exception {
    BackupResult backup = takenAndNeeded();
    Path file = largest(backup);
    long was = Files.size(file);
    change(file, CUT);

    refused(
        () -> ground.restore(backup, 1),
        changed("dump/%s had %,d bytes and has %,d", file, was, was * 6 / 10));
    nothingWasTouched();
  }

  @Tag("T-07")
  @Test
  void oneByteFlippedOnDiskItIsRefusedBeforeAnythingIsRestored() throws Exception {
    BackupResult backup = takenAndNeeded();
    Path file = largest(backup);
    String was = Digest.of(file).substring(0, 12);
    change(file, FLIP);
    String is = Digest.of(file).substring(0, 12);

    refused(
        () -> ground.restore(backup, 1),
        changed("dump/%s has other bytes, SHA-256 %s then, %s now", file, was, is));
    nothingWasTouched();
  }

  @Test
  void aFileOfAnotherDumpIsRefusedBeforeAnythingIsRestored() throws Exception {
    BackupResult backup = takenAndNeeded();
    Path file = largest(backup);
    Files.move(dumpOf(ground).resolve(file.getFileName()), file.resolveSibling("9.dat.gz"));

    refused(() -> ground.restore(backup, 1), changed("dump/9.dat.gz was added", file));
    Files.delete(file);
    Files.delete(file.resolveSibling("9.dat.gz"));
    refused(() -> ground.restore(backup, 1), changed("dump/%s is missing", file));
    nothingWasTouched();
  }

  @Tag("T-07")
  @Test
  void anotherDumpInItsPlaceIsRefusedBeforeAnythingIsRestored() throws Exception {
    BackupResult backup = takenAndNeeded();
    Path manifest = Path.of(backup.location(), "manifest.json");
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replace("deploy-1/production/", "deploy-2/production/"));
    refused(
        () -> ground.restore(backup, 1),
        changed("backup deploy-2/production/bk_20261121 lies in its place", manifest));

    String other = text.replaceFirst("\"rows\" : 20", "\"rows\" : 21");
    Files.writeString(manifest, other);
    refused(
        () -> ground.restore(backup, 1),
        changed(
            "SHA-256 of its manifest was %2$s then and is %3$s now",
            manifest, Digest.of(text).substring(0, 12), Digest.of(other).substring(0, 12)));
    nothingWasTouched();
  }

  @Test
  void anOlderPgRestoreIsRefusedBeforeAnythingIsRestored() throws Exception {
    BackupResult backup = takenAndNeeded();
    ClientTools older = new ClientTools(real.pgDump(), real.pgRestore(), real.major() - 1);

    refused(
        () -> ground.with(older).restore(backup, 1),
        "pg_restore %d of this worker cannot read backup %s, which pg_dump %d wrote; install client tools of at least version %3$d"
            .formatted(older.major(), backup.id(), real.major()));
    nothingWasTouched();
  }

  @Test
  void aKilledRestoreLeavesTheDatabaseAsItWas() throws Exception {
    BackupResult backup = takenAndNeeded();
    Path killed = script("pg_restore", real.pgRestore() + " \"$@\" & kill -9 $!; wait $!");
    ClientTools tools = new ClientTools(real.pgDump(), killed, real.major());

    assertThatThrownBy(() -> ground.with(tools).restore(backup, 1))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "pg_restore of backup " + backup.id() + " ended with exit code 137: ");
    nothingWasTouched();
  }

  private BackupResult takenAndNeeded() throws Exception {
    BackupResult backup = ground.take("dump", new QuietPulse());
    ground.run("DELETE FROM shop.orders WHERE id > 10");
    return backup;
  }

  private void nothingWasTouched() throws Exception {
    assertThat(ground.ask("SELECT count(*) FROM shop.orders")).isEqualTo("10");
    assertThat(ground.databases(ground.target.database() + "_")).isEmpty();
  }

  private static void refused(ThrowingCallable call, String words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            e -> {
              assertThat(e.getType()).isEqualTo("refused");
              assertThat(e.getOriginalMessage()).isEqualTo(words);
            });
  }

  private static String changed(String how, Path file, Object... more) {
    Object[] all = Stream.concat(Stream.of(file.getFileName()), Stream.of(more)).toArray();
    return "backup deploy-1/production/bk_20261121 was changed since it was taken: "
        + how.formatted(all)
        + "; nothing was restored, restore from another backup";
  }

  /** A dump by a pg_dump after which something happens to the files in {@code $d}. */
  private BackupResult takenWith(String then) throws Exception {
    String line =
        real.pgDump()
            + " \"$@\" || exit $?; for a in \"$@\"; do case $a in --file=*) d=${a#--file=};; esac;"
            + " done; "
            + then;
    BackupResult backup = ground.with(wrapped("", line)).take("dump", new QuietPulse());
    assertThat(ground.databases("soakgate_scratch")).isEmpty();
    return backup;
  }

  private ClientTools wrapped(String first, String then) throws IOException {
    return new ClientTools(script("pg_dump", first + "\n" + then), real.pgRestore(), real.major());
  }

  private Path script(String name, String lines) throws IOException {
    Path folder = Files.createDirectories(home.resolve("bin"));
    Path file = Files.writeString(folder.resolve(name), "#!/bin/bash\n" + lines + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private void change(Path file, String how) throws Exception {
    run("bash", "-c", "f='" + file + "'; " + how);
  }

  /** The files of one more dump of the same database. */
  private Path dumpOf(Ground same) throws Exception {
    Path folder = home.resolve("other");
    run(
        real.pgDump().toString(),
        "-Fd",
        "-Z1",
        "-f",
        folder.toString(),
        "-d",
        "postgresql://%s:%s@%s:%d/%s"
            .formatted(
                same.target.user(),
                same.target.password().reveal(),
                same.target.host(),
                same.target.port(),
                same.target.database()));
    return folder;
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as("%s: %s", List.of(command), said).isZero();
  }

  private static Path largest(BackupResult backup) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(backup.location(), "dump"))) {
      return files
          .filter(f -> f.toString().endsWith(".dat.gz"))
          .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
          .get();
    }
  }

  private List<Path> backups() throws IOException {
    try (Stream<Path> all = Files.walk(ground.folders.backups())) {
      return all.filter(p -> p.getFileName().toString().startsWith("bk_")).toList();
    }
  }
}
