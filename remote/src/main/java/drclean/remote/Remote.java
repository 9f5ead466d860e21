// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

/// Finds out what answers at an address.
public final class Remote {
  private Remote() {}

  /// What answers there; to be closed.
  public sealed interface Reached extends AutoCloseable {
    /// A registry of the second API.
    record Second(V2Api api) implements Reached {}

    /// A registry of the first API.
    record First(V1Api api) implements Reached {}

    /// No registry, and why.
    record Nowhere(String why) implements Reached {}

    @Override
    default void close() {
      switch (this) {
        case Second(var api) -> api.close();
        case First(var api) -> api.close();
        case Nowhere _ -> {}
      }
    }
  }

  /// Goes where a text says, as [Address#parse] understands it. No login is sent for that.
  public static Reached reach(String text, Settings settings, Credentials credentials) {
    Reached reached = new Reached.Nowhere("there is no address to go to");
    for (Address address : Address.parse(text)) {
      reached = reach(new Session(address, settings, credentials));
      if (!(reached instanceof Reached.Nowhere)) {
        return reached;
      }
    }
    return reached;
  }

  private static Reached reach(Session session) {
    Reply second = ping(session, "/v2/");
    if (second instanceof Reply.Got got && (got.ok() || speaksSecond(got))) {
      return new Reached.Second(new V2Api(session));
    }
    Reply first = second instanceof Reply.Got ? ping(session, "/v1/_ping") : second;
    if (first instanceof Reply.Got got && got.ok()) {
      return new Reached.First(new V1Api(session));
    }
    if (second instanceof Reply.Got got && got.status() == 401) {
      return new Reached.Second(new V2Api(session));
    }
    session.close();
    return new Reached.Nowhere("%s: %s".formatted(session.address(), why(second)));
  }

  private static Reply ping(Session session, String path) {
    return session.anonymously(Call.get(Kind.PING, session.address().uri(path), Scope.NONE));
  }

  private static boolean speaksSecond(Reply.Got got) {
    return got.header("Docker-Distribution-Api-Version").startsWith("registry/2");
  }

  private static String why(Reply reply) {
    return switch (reply) {
      case Reply.Got got -> "it is no registry: " + Complaint.of(got).sentence() + " to /v2/";
      case Reply.Denied(var why) -> why;
      case Reply.Lost(var why, _) -> why;
      case Reply.Astray(var why) -> why;
    };
  }
}
