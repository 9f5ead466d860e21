// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import drclean.registry.Refused;
import drclean.remote.Answer;
import drclean.remote.Credentials;
import drclean.remote.Ping;
import drclean.remote.Remote;
import drclean.remote.Remote.Reached;
import drclean.remote.Settings;
import drclean.remote.V1Api;
import drclean.storage.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/// A registry that is reached by its API, and what this machine knows of it; to be closed.
///
/// @param jobs how many things are asked at a time
public record Afar(Api api, State state, InstantSource clock, int jobs) implements AutoCloseable {
  /// How such a registry is reached.
  ///
  /// @param where its address, as a person writes it
  /// @param state the folder in which this machine keeps what it knows of registries
  public record Way(String where, Settings settings, Credentials credentials, Path state) {}

  /// Goes there.
  ///
  /// @throws StorageException when nothing answers there as a registry does
  public static Afar reach(Way way, InstantSource clock) {
    int jobs = way.settings().jobs();
    Api api =
        switch (Remote.reach(way.where(), way.settings(), way.credentials())) {
          case Reached.Second(var second) -> new SecondApi(second, jobs);
          case Reached.First(var first) -> new FirstApi(alone(first));
          case Reached.Nowhere(var why) ->
              throw new StorageException("reach", way.where(), new IOException(why));
        };
    return new Afar(api, State.of(way.state(), api.address()), clock, jobs);
  }

  /// A first registry that mirrors another, or whose index is elsewhere, does not hold the truth.
  private static V1Api alone(V1Api api) {
    if (api.ping() instanceof Answer.Found<Ping>(var ping) && ping.truth() == Ping.Truth.MIRROR) {
      api.close();
      throw new Refused(
          "%s mirrors another registry, which knows the tags; ask that one"
              .formatted(api.address()));
    }
    return api;
  }

  @Override
  public void close() {
    api.close();
  }
}
