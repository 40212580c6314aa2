package io.soakgate.starter;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;

/**
 * What others print (a log on standard error) in rows of its own, so that it does not tear the rows
 * that are written over.
 */
final class Beside extends OutputStream {
  private final PrintStream to;
  private final StoryLines lines;
  private final PrintWriter out;

  /**
   * @param to where it is printed
   * @param lines whose rows are taken away first; locked while anything is printed
   * @param out where those rows stand
   */
  Beside(PrintStream to, StoryLines lines, PrintWriter out) {
    this.to = to;
    this.lines = lines;
    this.out = out;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    synchronized (lines) {
      out.print(lines.erase());
      out.flush();
      to.write(bytes, from, length);
      to.flush();
    }
  }
}
