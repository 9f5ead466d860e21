// SPDX-License-Identifier: Apache-2.0
package drclean.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// What the races ran on, for the head of the results.
final class Machine {
  private Machine() {}

  static String describe(Path ground) throws IOException {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return """
    Measured on %s: %d cores (%s), %s of memory, %s %s, files on %s, Java %s. Load at the start %.1f.
    """
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            system.getAvailableProcessors(),
            processor(),
            memory(),
            system.getName(),
            system.getVersion(),
            Files.getFileStore(ground).type(),
            Runtime.version(),
            system.getSystemLoadAverage());
  }

  private static String processor() throws IOException {
    return value(Path.of("/proc/cpuinfo"), "model name");
  }

  private static String memory() throws IOException {
    var kibibytes = value(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D", "");
    return kibibytes.isEmpty() ? "unknown" : Long.parseLong(kibibytes) / (1 << 20) + " GiB";
  }

  private static String value(Path file, String key) throws IOException {
    if (!Files.isReadable(file)) {
      return "unknown";
    }
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(key))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("unknown");
    }
  }
}
