// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// Who holds a lease: a process. `space` says in which world its number counts (which boot of which
/// machine, which process namespace), so that a container never takes another's process for dead.
public record Owner(String host, String space, long pid, Instant started) {
  private static final Duration SLACK = Duration.ofSeconds(5);

  /// This process.
  public static Owner here() {
    ProcessHandle self = ProcessHandle.current();
    return new Owner(hostName(), spaceHere(), self.pid(), started(self));
  }

  /// Whether this process would see that the other one is dead, and does.
  public boolean knowsDead(Owner other) {
    return host.equals(other.host)
        && !space.isEmpty()
        && space.equals(other.space)
        && ProcessHandle.of(other.pid)
            .filter(ProcessHandle::isAlive)
            .filter(process -> near(started(process), other.started))
            .isEmpty();
  }

  private static boolean near(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(SLACK) <= 0;
  }

  private static Instant started(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "unknown";
    }
  }

  private static String spaceHere() {
    try {
      String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      return boot + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException _) {
      return "";
    }
  }

  @Override
  public String toString() {
    return "process " + pid + " on " + host;
  }
}
