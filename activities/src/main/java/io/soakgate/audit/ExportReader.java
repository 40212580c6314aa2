package io.soakgate.audit;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Checks an export line by line; a line that cannot be read does not hide the others. */
final class ExportReader {
  private final InputStream in;
  private final String wanted;
  private int number;
  private long journal;
  private long entries;

  ExportReader(InputStream in, String wanted) {
    this.in = in;
    this.wanted = wanted;
  }

  Verified read() throws IOException {
    ExportHead head;
    try {
      number++;
      byte[] first = ExportLines.next(in);
      head = ExportLines.read(first == null ? new byte[0] : first, ExportHead.class);
    } catch (IOException e) {
      return unknown(e.getMessage());
    }
    if (!ExportHead.FORMAT.equals(head.format()) || !Canonical.NAME.equals(head.canonical())) {
      return unknown("its format is " + head.format() + " (" + head.canonical() + ")");
    }
    Verification verification = new Verification(head.store(), head.deployment() == null, wanted);
    for (byte[] line = ExportLines.next(in); line != null; line = ExportLines.next(in)) {
      number++;
      take(line, head, verification);
    }
    counts(head, verification);
    Verified verified = verification.done();
    return verified.head() == null || verified.head().equals(head.head())
        ? verified
        : otherHead(head, verified);
  }

  private static Verified unknown(String why) {
    return new Verified(
        0, null, List.of("line 1 is not the head of a Soakgate audit export: " + why));
  }

  private void take(byte[] line, ExportHead head, Verification verification) {
    try {
      if (number <= 1 + head.journal()) {
        verification.take(ExportLines.read(line, Journaled.class));
        journal++;
      } else {
        Link link = ExportLines.read(line, Link.class);
        if (head.deployment() != null && !head.deployment().equals(link.deployment())) {
          throw new IOException("it belongs to deployment " + link.deployment());
        }
        verification.take(link);
        entries++;
      }
    } catch (IOException e) {
      verification.problem("line " + number + " cannot be taken: " + e.getMessage());
    }
  }

  private void counts(ExportHead head, Verification verification) {
    if (entries != head.entries() || journal != head.journal()) {
      verification.problem(
          "the first line promises %d rows of the journal and %d entries; here are %d and %d"
              .formatted(head.journal(), head.entries(), journal, entries));
    }
  }

  private static Verified otherHead(ExportHead head, Verified verified) {
    List<String> problems = new ArrayList<>(verified.problems());
    problems.add("the first line promises the head " + head.head() + "; it is " + verified.head());
    return new Verified(verified.entries(), verified.head(), problems);
  }
}
