package io.soakgate.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Script;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadPlanTest {
  private static final String AT = "plan.yaml:7:12: ";

  @TempDir Path home;
  private Shop shop;

  @BeforeEach
  void writePlan() throws Exception {
    shop = new Shop(home);
  }

  @Test
  void everyScriptOfThePlanIsReadWithItsDigest() {
    ReadPlan read = shop.read().orElseThrow();

    assertThat(shop.problems()).isEmpty();
    assertThat(read.plan().name()).isEqualTo("shop");
    assertThat(read.files())
        .extracting(ReadPlan.File::script)
        .containsExactly(
            new Script(
                "sql/a.sql",
                "cde6915139e6cf8cf66b69977ae8b8b3bb6b5ed911f87faa802982f12dad9a21",
                30),
            new Script(
                "sql/b.sql",
                "3ab5696a488196cee5825cf2dfb6ffc3690fc92982c6e4fed4d9bb8a293cdd1f",
                19),
            new Script(
                "sql/health.sql",
                "cd4694adbc9c40a875850ac4d2da2f9c7590d3ac74eb65e5fed0b4f5d3ccbb13",
                39));
  }

  @Test
  void aPlanThatIsNotThereIsRefusedWithTheNearest() throws Exception {
    assertThat(shop.problems("shoop"))
        .containsExactly(
            "input: there is no plan shoop: a plan is a folder with a plan.yaml among the worker's"
                + " plans; did you mean `shop`?");
    Files.createDirectories(shop.plans.resolve("no-plan"));
    assertThat(shop.problems("no-plan"))
        .containsExactly(
            "input: there is no plan no-plan: a plan is a folder with a plan.yaml among the"
                + " worker's plans; write one of `shop`");
    shop.read(home.resolve("nowhere"), "shop");
    assertThat(shop.problems("../plans/shop")).singleElement().asString().contains("no plan ../");
  }

  /** B-48: there is nothing to unpack, so nothing in it can lead out of its folder or explode. */
  @Test
  void aBundleIsRefusedByItsName() throws Exception {
    Files.createDirectories(shop.plans);
    Files.write(shop.plans.resolve("shop.zip"), new byte[] {'P', 'K', 3, 4});
    for (String name : new String[] {"shop.zip", "shop.tar.gz"}) {
      assertThat(shop.problems(name))
          .containsExactly(
              "input: "
                  + name
                  + " is a bundle: only what lies unpacked in a folder can be read, compared and"
                  + " approved; unpack it among the worker's plans, and name the folder");
    }
  }

  @Test
  void aScriptThatIsNotThereIsRefusedWithTheNearest() throws Exception {
    shop.file("sql/Performance/add_critical_indexes.sql", "SELECT 1;");
    shop.plan(Shop.PLAN.replace("sql/a.sql", "sql/add_critcal_indexes.sql"));
    assertThat(shop.problems())
        .containsExactly(
            AT
                + "there is no file sql/add_critcal_indexes.sql: the plan's folder has no such"
                + " file; did you mean `sql/Performance/add_critical_indexes.sql`?");
    shop.plan(Shop.PLAN.replace("sql/a.sql", "sql/zebra-migration.sql"));
    assertThat(shop.problems())
        .containsExactly(
            AT
                + "there is no file sql/zebra-migration.sql: the plan's folder has no such file;"
                + " add it, or correct the path");
  }

  @Test
  void aFolderInsteadOfAScriptIsRefused() throws Exception {
    Files.createDirectories(shop.in("sql/all.sql"));
    shop.plan(Shop.PLAN.replace("sql/a.sql", "sql/all.sql"));
    assertThat(shop.problems())
        .containsExactly(AT + "there is no file sql/all.sql: it is a folder; name a file in it");
  }

  @Test
  void noPathLeadsOutOfThePlansFolder() throws Exception {
    Path secret = Files.writeString(home.resolve("secret.sql"), "SELECT 'secret';");
    for (String path : new String[] {"../../secret.sql", secret.toString()}) {
      shop.plan(Shop.PLAN.replace("sql/a.sql", path));
      assertThat(shop.problems()).containsExactly(outside(path));
    }
    Files.createSymbolicLink(shop.in("sql/link.sql"), secret);
    Files.createSymbolicLink(shop.in("sql/up"), home);
    for (String path : new String[] {"sql/link.sql", "sql/up/secret.sql"}) {
      shop.plan(Shop.PLAN.replace("sql/a.sql", path));
      assertThat(shop.problems()).containsExactly(outside(path));
    }
    Files.delete(shop.in("plan.yaml"));
    Files.writeString(home.resolve("elsewhere.yaml"), Shop.PLAN);
    Files.createSymbolicLink(shop.in("plan.yaml"), home.resolve("elsewhere.yaml"));
    assertThat(shop.problems()).containsExactly(outside("plan.yaml").replace(AT, "plan.yaml: "));
  }

  @Test
  void aLinkInsideThePlansFolderIsFollowed() throws Exception {
    Files.createSymbolicLink(shop.in("sql/same.sql"), Path.of("a.sql"));
    shop.plan(Shop.PLAN.replace("sql/a.sql", "sql/same.sql"));
    assertThat(shop.read()).isPresent();
  }

  @Test
  void bytesThatAreNoPlainTextAreRefusedWithTheirPlace() throws Exception {
    shop.file("sql/a.sql", "");
    assertThat(shop.problems())
        .containsExactly(
            AT + "sql/a.sql is empty: there is nothing in it to run; fill it or take it out");
    shop.file("sql/a.sql", "\uFEFFSELECT 1;");
    assertThat(shop.problems()).containsExactly(notText(0, "a byte order mark"));
    shop.file("sql/a.sql", "SELECT 1;\0");
    assertThat(shop.problems()).containsExactly(notText(9, "a NUL"));
    shop.file("sql/a.sql", new byte[] {'-', '-', (byte) 0xE9, '\n'});
    assertThat(shop.problems()).containsExactly(notText(2, "not UTF-8"));
  }

  @Test
  void aScriptLargerThanAWorkerShouldHoldIsNeverReadWhole() throws Exception {
    try (RandomAccessFile large = new RandomAccessFile(shop.in("sql/a.sql").toFile(), "rw")) {
      large.setLength(3_000_000_000L);
    }
    assertThat(shop.problems())
        .containsExactly(
            AT + "sql/a.sql has 3000 MB: a file is read whole, so 100 MB is the most; split it");
  }

  @Tag("T-34")
  @Test
  void spacesAndAmpersandsAreLettersLikeAnyOther() throws Exception {
    String path = "sql/Menu & Catalog Entity/it's 100%.sql";
    shop.file(path, "SELECT 1;\n").plan(Shop.PLAN.replace("sql/a.sql", path));
    assertThat(shop.read().orElseThrow().files())
        .extracting(f -> f.script().path())
        .containsExactly(path, "sql/b.sql", "sql/health.sql");
  }

  @Tag("T-33")
  @Test
  void whatNoServerUnderstandsIsRefusedByFileAndLine() throws Exception {
    shop.file("sql/a.sql", "-- by psql\n\\gexec\nSELECT 1;\nCOMMIT;\n");
    shop.file("sql/health.sql", "SELECT 1 AS n; SELECT 2 AS n;\n");
    assertThat(shop.problems())
        .containsExactly(
            "sql/a.sql:2:1: not SQL: \\gexec: only psql knows this command; of psql's, Soakgate"
                + " reads \\i \\ir \\set \\unset \\echo \\copy; write a DO block that loops over"
                + " the query and EXECUTEs each row",
            "sql/a.sql:4:1: a transaction of its own: COMMIT: it would end Soakgate's transaction,"
                + " and the ledger's with it; keep one BEGIN as the first statement and one COMMIT"
                + " as the last, or none; what must be committed apart is a change of its own",
            "sql/health.sql: not one SELECT: it holds 2 statements; keep one statement that begins"
                + " with SELECT or WITH");
  }

  @Test
  void aPlanNamedOtherThanItsFolderIsRefused() throws Exception {
    shop.plan(Shop.PLAN.replace("name: shop", "name: store"));
    assertThat(shop.problems())
        .containsExactly(
            "plan.yaml:2:7: the plan calls itself `store` and stands in folder `shop`: reports and"
                + " locks would name something nobody can start; give both one name");
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() throws Exception {
    shop.file("sql/b.sql", "\\! rm -r x\nDROP TABLE orders;\n");
    shop.plan(
        Shop.PLAN.replace("sql/a.sql", "sql/Performance/a.sql").replace("approve:", "aprove:"));
    assertThat(shop.problems())
        .containsExactly(
            "plan.yaml:14:5: unknown key `aprove`: known here: `values`, `target`, `window`,"
                + " `watch`, `approve`, `notices`, `checks`, `backup`, `read-only`, `drill`, `if-fails`; did you mean"
                + " `approve`?",
            AT
                + "there is no file sql/Performance/a.sql: the plan's folder has no such file; did"
                + " you mean `sql/a.sql`?",
            "sql/b.sql:1:1: not SQL: \\! rm -r x: only psql knows this command; of psql's, Soakgate"
                + " reads \\i \\ir \\set \\unset \\echo \\copy; take the line out: a script runs no"
                + " program and writes no file");
  }

  @Test
  void whatAScriptIncludesIsAScriptOfThePlanToo() throws Exception {
    shop.file(
        "sql/a.sql", "\\ir parts/one.sql\n\\i sql/parts/two.sql\n\\copy t from 'data/t.csv'\n");
    shop.file("sql/parts/one.sql", "SELECT 1;\n").file("sql/parts/two.sql", "SELECT 2;\n");
    shop.file("data/t.csv", "1\n");
    String before = digest();

    assertThat(shop.read().orElseThrow().files())
        .extracting(f -> f.script().path())
        .containsExactly(
            "sql/a.sql",
            "sql/b.sql",
            "sql/health.sql",
            "sql/parts/one.sql",
            "sql/parts/two.sql",
            "data/t.csv");
    shop.file("data/t.csv", "2\n");
    assertThat(digest()).isNotEqualTo(before);
  }

  @Test
  void whatAScriptIncludesIsLookedForInThePlansFolderAlone() throws Exception {
    Files.writeString(home.resolve("secret.sql"), "SELECT 'secret';");
    shop.file(
        "sql/a.sql", "\\i ../../secret.sql\n\\ir b.sq\n\\copy t from /etc/hosts\nSELECT 1;\n");
    assertThat(shop.problems())
        .containsExactly(
            "sql/a.sql:1:1: ../../secret.sql lies outside the plan's folder: only what is in the"
                + " folder can be approved; move it into the folder and name it from there",
            "sql/a.sql:2:1: there is no file sql/b.sq: the plan's folder has no such file; did you"
                + " mean `sql/b.sql`?",
            "sql/a.sql:3:1: /etc/hosts lies outside the plan's folder: only what is in the folder"
                + " can be approved; move it into the folder and name it from there");
  }

  @Tag("T-28")
  @Test
  void theDigestStandsForThePlanAndForEveryByteOfItsScripts() throws Exception {
    String digest = digest();
    assertThat(digest).matches("[0-9a-f]{64}").isEqualTo(digest());
    shop.file("sql/health.sql", "SELECT count(*) AS orderz FROM orders;\n");
    String edited = digest();
    assertThat(edited).isNotEqualTo(digest);
    shop.plan(Shop.PLAN.replace("title: Shop", "title: Shoo"));
    assertThat(digest()).isNotEqualTo(edited).isNotEqualTo(digest);
  }

  @Test
  void theMenuPlanIsReadWhole() {
    Path plans = Path.of("..", "plans");
    ReadPlan read = shop.read(plans, "menuca-v3").orElseThrow();
    assertThat(read.files()).hasSize(9);
    assertThat(shop.read(plans, "menuca-v3").orElseThrow().digest()).isEqualTo(read.digest());
  }

  private String digest() {
    return shop.read().orElseThrow().digest();
  }

  private static String outside(String path) {
    return AT
        + path
        + " lies outside the plan's folder: only what is in the folder can be approved; move it"
        + " into the folder and name it from there";
  }

  private static String notText(int offset, String what) {
    return AT
        + "sql/a.sql: byte "
        + offset
        + " is "
        + what
        + ": the digest must be of what runs, so nothing is repaired; save it as plain UTF-8"
        + " without a byte order mark";
  }
}
