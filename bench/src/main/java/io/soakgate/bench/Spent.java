package io.soakgate.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What this process, which is the worker, has taken of the machine.
 *
 * @param cpuNanos processor time since it began
 * @param megabytes memory that is resident; 0 where the machine does not say
 * @param threads how many there are
 */
record Spent(long cpuNanos, long megabytes, int threads) {
  private static final Path STATUS = Path.of("/proc/self/status");

  static Spent now() throws IOException {
    long cpu =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
            .getProcessCpuTime();
    return new Spent(cpu, resident(), ManagementFactory.getThreadMXBean().getThreadCount());
  }

  private static long resident() throws IOException {
    if (!Files.exists(STATUS)) {
      return 0;
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(0L);
  }

  /** How many cores were busy on average between the two. */
  double cores(Spent later, Duration between) {
    return (double) (later.cpuNanos - cpuNanos) / between.toNanos();
  }
}
