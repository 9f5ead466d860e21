// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.storage.DiskStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// A process of its own that takes a lease when it is told to, and keeps it until it is told to
/// end.
final class Taker implements AutoCloseable {
  private final Process process;

  private Taker(Process process) {
    this.process = process;
  }

  /// Starts one, which is to take this lease at this time.
  static Taker start(Path folder, String lease, Instant at) throws IOException {
    var words =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Taker.class.getName(),
            folder.toString(),
            lease,
            at.toString());
    var process = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
    return new Taker(process.start());
  }

  /// What it says next.
  String says() throws IOException {
    return String.valueOf(process.inputReader().readLine());
  }

  /// Lets it go on.
  void go() throws IOException {
    process.outputWriter().write("go\n");
    process.outputWriter().flush();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /// Says `ready`, waits, takes, says `taken` or `held`, and waits again.
  static void main(String[] args) throws IOException {
    var place =
        new Lease.Place(new DiskStorage(Path.of(args[0])), args[1], () -> Instant.parse(args[2]));
    System.out.println("ready");
    System.in.read();
    try (var _ = Lease.take(place, Owner.here(), _ -> false)) {
      System.out.println("taken");
      System.in.skipNBytes("go\n".length());
    } catch (LeaseHeld _) {
      System.out.println("held");
    }
  }
}
