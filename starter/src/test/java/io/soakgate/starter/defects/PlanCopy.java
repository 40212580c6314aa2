package io.soakgate.starter.defects;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.embedded.Folders;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.soakgate.starter.PlanFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A copy of a plan's folder, with a defect put into it.
 *
 * @param plans the folder of all copies
 * @param folder the copy
 */
record PlanCopy(Path plans, Path folder) {

  /** Copies the plan into an emptied folder and damages the copy. */
  static PlanCopy of(Path original, Path plans, Defect defect) throws IOException {
    Folders.delete(plans);
    PlanCopy copy = new PlanCopy(plans, plans.resolve(defect.plan()));
    PlanFolder.copy(original.resolve(defect.plan()), copy.folder);
    defect.edits().forEach(copy::edit);
    if (defect.application() != null) {
      copy.overlay(defect.application());
    }
    return copy;
  }

  private void edit(Defect.Edit edit) {
    Path file = folder.resolve(edit.file());
    try {
      if (edit.find() == null) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, edit.put());
        return;
      }
      String text = Files.readString(file);
      int at = text.indexOf(edit.find());
      if (at < 0 || text.indexOf(edit.find(), at + 1) >= 0) {
        throw new IllegalStateException(
            file + " holds what shall be replaced not exactly once: " + edit.find());
      }
      String after = text.substring(at + edit.find().length());
      Files.writeString(file, text.substring(0, at) + edit.put() + after);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void overlay(ObjectNode over) throws IOException {
    Path file = folder.resolve("sample").resolve("application.yaml");
    Problems problems = new Problems();
    ObjectNode all =
        Node.parse(file.toString(), Files.readAllBytes(file), problems)
            .map(n -> (ObjectNode) n.json())
            .orElseThrow(() -> new IllegalStateException(problems.list().toString()));
    merge(all, over);
    // JSON is YAML, too.
    Files.writeString(file, new ObjectMapper().writeValueAsString(all));
  }

  private static void merge(ObjectNode under, ObjectNode over) {
    for (String key : (Iterable<String>) over::fieldNames) {
      if (under.get(key) instanceof ObjectNode both && over.get(key) instanceof ObjectNode more) {
        merge(both, more);
      } else {
        under.set(key, over.get(key));
      }
    }
  }
}
