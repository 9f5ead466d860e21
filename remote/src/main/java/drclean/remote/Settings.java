// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import drclean.registry.Refused;
import java.net.ProxySelector;
import java.time.Duration;

/// How requests are sent.
///
/// @param jobs how many at a time
/// @param rate how many may start in a second; 0 sets no bound
/// @param connect how long a connection may take to open
/// @param answer how long a whole answer may take
/// @param patience how often and how long to try again
/// @param tls whom to trust
/// @param proxy through what to reach a place
/// @param plain whether a login may go where others can read it
/// @param pause time, and waiting for it
public record Settings(
    int jobs,
    int rate,
    Duration connect,
    Duration answer,
    Patience patience,
    Tls tls,
    ProxySelector proxy,
    Plain plain,
    Pause pause) {
  /// Whether a login may be sent unencrypted to another machine.
  public enum Plain {
    REFUSED,
    ALLOWED
  }

  public Settings {
    if (jobs < 1 || rate < 0 || !connect.isPositive() || !answer.isPositive()) {
      throw new Refused(
          "refused: jobs and time-outs must be above 0, and a rate not below it; choose others");
    }
  }

  /// What suits most registries.
  public static Settings usual(Proxies proxies) {
    return new Settings(
        8,
        0,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Patience.USUAL,
        Tls.SYSTEM,
        proxies,
        Plain.REFUSED,
        Pause.real());
  }

  /// The same, so many requests at a time.
  public Settings withJobs(int other) {
    return new Settings(other, rate, connect, answer, patience, tls, proxy, plain, pause);
  }

  /// The same, so many requests a second.
  public Settings withRate(int other) {
    return new Settings(jobs, other, connect, answer, patience, tls, proxy, plain, pause);
  }

  /// The same, with other bounds on a connection and on a whole answer.
  public Settings withTimeouts(Duration toConnect, Duration toAnswer) {
    return new Settings(jobs, rate, toConnect, toAnswer, patience, tls, proxy, plain, pause);
  }

  /// The same, with other tries.
  public Settings withPatience(Patience other) {
    return new Settings(jobs, rate, connect, answer, other, tls, proxy, plain, pause);
  }

  /// The same, trusting others.
  public Settings withTls(Tls other) {
    return new Settings(jobs, rate, connect, answer, patience, other, proxy, plain, pause);
  }

  /// The same, with another rule for logins over plain HTTP.
  public Settings withPlain(Plain other) {
    return new Settings(jobs, rate, connect, answer, patience, tls, proxy, other, pause);
  }

  /// The same, with another time.
  public Settings withPause(Pause other) {
    return new Settings(jobs, rate, connect, answer, patience, tls, proxy, plain, other);
  }
}
