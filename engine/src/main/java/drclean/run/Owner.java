// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Who holds a lease: a process. `space` says in which world its number counts (which boot of which
/// machine, which process namespace), so that a container never takes another's process for dead;
/// `ticks` when it started, counted from that boot, which no setting of a clock changes.
public record Owner(String host, String space, long pid, long ticks) {
  /// When it is not known when a process started.
  static final long UNKNOWN = -1;

  /// This process.
  public static Owner here() {
    Processes processes = Processes.here();
    long pid = ProcessHandle.current().pid();
    return new Owner(hostName(), processes.space(), pid, processes.started(pid).orElse(UNKNOWN));
  }

  /// Whether this process would see that the other one is dead, and does. What it cannot see may
  /// well live.
  public boolean knowsDead(Owner other) {
    return knowsDead(other, Processes.here());
  }

  boolean knowsDead(Owner other, Processes processes) {
    boolean sameWorld = host.equals(other.host) && !space.isEmpty() && space.equals(other.space);
    return sameWorld
        && other.ticks != UNKNOWN
        && (processes.gone(other.pid)
            || processes.started(other.pid).stream().anyMatch(ticks -> ticks != other.ticks));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "unknown";
    }
  }

  @Override
  public String toString() {
    return "process " + pid + " on " + host;
  }
}
