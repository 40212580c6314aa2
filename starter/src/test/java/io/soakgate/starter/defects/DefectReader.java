package io.soakgate.starter.defects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.starter.defects.Defect.Caught;
import io.soakgate.starter.defects.Defect.Edit;
import io.soakgate.starter.defects.Defect.Ends;
import io.soakgate.starter.defects.Defect.Patch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the file {@code defects.yaml} of a plan's folder, strictly. */
final class DefectReader {
  static final String FILE = "defects.yaml";

  private static final List<String> KNOWN =
      List.of("story", "traps", "edit", "sample", "application", "caught", "ends");
  private static final List<String> ENDS = Arrays.stream(Ends.values()).map(Enum::name).toList();

  private final String plan;

  private DefectReader(String plan) {
    this.plan = plan;
  }

  /** The defects of every plan of a folder, in the order of their names and files. */
  static List<Defect> all(Path plans) throws IOException {
    List<Path> files;
    try (Stream<Path> folders = Files.list(plans)) {
      files = folders.map(f -> f.resolve(FILE)).filter(Files::isRegularFile).sorted().toList();
    }
    List<Defect> all = new ArrayList<>();
    for (Path file : files) {
      all.addAll(of(file));
    }
    return all;
  }

  private static List<Defect> of(Path file) throws IOException {
    String plan = file.getParent().getFileName().toString();
    Problems problems = new Problems();
    List<Defect> read =
        Node.parse(plan + "/" + FILE, Files.readAllBytes(file), problems)
            .map(root -> new DefectReader(plan).defects(root))
            .orElse(List.of());
    if (!problems.none()) {
      throw new IllegalStateException(
          problems.list().stream().map(Problem::line).collect(Collectors.joining("\n")));
    }
    return read;
  }

  private List<Defect> defects(Node root) {
    return root.keys().stream().map(name -> defect(name, root.required(name).get())).toList();
  }

  private Defect defect(String name, Node node) {
    Defect defect =
        new Defect(
            plan,
            name,
            text(node, "story"),
            node.optional("traps").map(Node::texts).orElse(List.of()),
            node.optional("edit").map(this::edits).orElse(List.of()),
            patches(node),
            node.optional("application").map(n -> (ObjectNode) n.json()).orElse(null),
            node.required("caught").map(DefectReader::caught).orElse(null),
            node.required("ends")
                .map(n -> n.oneOf(ENDS))
                .map(word -> word == null ? null : Ends.valueOf(word))
                .orElse(null));
    node.done();
    boolean nothing =
        defect.edits().isEmpty() && defect.patches().isEmpty() && defect.application() == null;
    if (nothing) {
      node.refuse(
          "defect " + name + " is none", "it changes nothing", "write edit, sample or application");
    }
    return defect;
  }

  private List<Edit> edits(Node list) {
    return list.items().stream().map(DefectReader::edit).toList();
  }

  private static Edit edit(Node node) {
    Edit edit =
        new Edit(
            text(node, "file"),
            node.optional("find").map(Node::text).orElse(null),
            node.required("put").map(n -> n.json().asText()).orElse(null));
    node.done();
    return edit;
  }

  /** Under {@code sample} for every environment's database, under an environment's name for its. */
  private List<Patch> patches(Node node) {
    return node.keys().stream()
        .filter(key -> key.equals("sample") || !KNOWN.contains(key))
        .map(key -> new Patch(key.equals("sample") ? null : key, text(node, key)))
        .toList();
  }

  private static Caught caught(Node node) {
    String in = text(node, "in");
    boolean admission = Caught.ADMISSION.equals(in);
    Caught caught = new Caught(in, admission ? null : text(node, "by"), text(node, "says"));
    node.done();
    return caught;
  }

  private static String text(Node node, String key) {
    return node.required(key).map(Node::text).orElse(null);
  }
}
