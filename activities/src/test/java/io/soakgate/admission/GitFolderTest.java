package io.soakgate.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitFolderTest {
  private static final List<String> FILES = List.of("plan.yaml", "sql/a.sql");

  @TempDir Path home;
  private Path plan;

  @BeforeEach
  void prepare() throws Exception {
    plan = home.resolve("plans/shop");
    Files.createDirectories(plan.resolve("sql"));
    Files.writeString(plan.resolve("plan.yaml"), "soakgate: 1\n");
    Files.writeString(plan.resolve("sql/a.sql"), "SELECT 1;\n");
  }

  @Test
  void aCommittedFolderIsCleanOnItsBranch() throws Exception {
    commit();
    Files.writeString(home.resolve("elsewhere.txt"), "of nobody's business\n");

    Origin origin = origin();

    assertThat(origin.commit()).matches("[0-9a-f]{40}");
    assertThat(origin.words())
        .isEqualTo("commit " + origin.commit().substring(0, 12) + " on release");
    assertThat(origin.unclean()).isNull();
  }

  @Test
  void whatIsChangedNewOrStagedIsNamed() throws Exception {
    commit();
    Files.writeString(plan.resolve("sql/a.sql"), "SELECT 2;\n");
    Files.writeString(plan.resolve("sql/né w.sql"), "SELECT 3;\n");

    assertThat(origin().unclean()).isEqualTo("uncommitted changes in sql/a.sql, sql/né w.sql");
    git("add", "-A");
    assertThat(origin().changed()).containsExactly("sql/a.sql", "sql/né w.sql");
  }

  @Test
  void aScriptThatGitWasToldToIgnoreIsNotCommitted() throws Exception {
    Files.writeString(home.resolve(".gitignore"), "a.sql\n");
    commit();

    assertThat(origin().changed()).containsExactly("sql/a.sql");
  }

  @Test
  void aFolderOutsideOfGitIsSaidToBe() {
    assertThat(origin().words()).startsWith("not in Git (fatal: not a git repository");
    assertThat(origin().unclean()).startsWith("the plan's folder is not in Git (fatal: ");
  }

  @Test
  void aMachineWithoutGitIsSaidToBe() throws Exception {
    commit();

    assertThat(new GitFolder(plan, home.resolve("no-git").toString()).origin(FILES))
        .isEqualTo(Origin.none("the worker's machine has no git"));
  }

  private Origin origin() {
    return new GitFolder(plan).origin(FILES);
  }

  private void commit() throws Exception {
    git("init", "-q", "-b", "release");
    git("add", "-A");
    git("-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-qm", "All");
  }

  private void git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-C", home.toString()));
    command.addAll(List.of(arguments));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
