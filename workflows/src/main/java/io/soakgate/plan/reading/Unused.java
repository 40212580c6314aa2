package io.soakgate.plan.reading;

/** What is named in a plan and used nowhere. */
record Unused(Book book) {

  /** Reads what nothing uses, too. A check list or a rule that nothing uses would never run. */
  void refuse() {
    Scope scope = book.unused();
    book.checklists.forEach(
        (name, node) -> {
          if (!book.isUsed(node)) {
            neverUsed(node, "check list `" + name + "`", "name it under an environment's `checks`");
            new CheckReader(book, scope).checks(node);
          }
        });
    book.rules.forEach(
        (name, node) -> {
          if (!book.isUsed(node)) {
            neverUsed(node, "rule `" + name + "`", "name it in a watch");
            new RuleReader(book, scope).read(name, node);
          }
        });
    book.probes.forEach(
        (name, node) -> {
          if (!book.isUsed(node)) {
            new SpecReader(book, scope).probe(name);
          }
        });
    Variables.refuseUnused(book);
  }

  private static void neverUsed(Node node, String what, String todo) {
    node.refuse(what + " is never used", "it would judge nothing", todo + ", or remove it");
  }
}
