// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.storage.Answer;
import drclean.storage.Content;
import drclean.storage.Storage;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Lists of images that lose what is no longer there. The old list lies in the run, and comes back
/// only over a list that names nothing else.
final class Listings {
  private static final int LARGEST = 32 << 20;

  private final Registry registry;
  private final String run;

  Listings(Registry registry, String run) {
    this.registry = registry;
    this.run = run;
  }

  /// Writes the list at a path anew, without those of these images that are not there.
  Listener.Result leave(String path, Set<Digest> images, Instant horizon) {
    return switch (registry.storage().read(path, LARGEST)) {
      case Answer.Absent<Content> _ -> Listener.Result.VANISHED;
      case Answer.Unreadable<Content> _ -> Listener.Result.STAYED;
      case Answer.Found<Content>(var there) when there.time().isAfter(horizon) ->
          Listener.Result.FRESH;
      case Answer.Found<Content>(var there) ->
          registry
              .layout()
              .without(there.bytes(), image -> images.contains(image) && gone(image))
              .map(rest -> swap(path, there.bytes(), rest))
              .orElse(Listener.Result.STAYED);
    };
  }

  private boolean gone(Digest image) {
    return !registry.exists(registry.layout().path(new Item.Blob(image)));
  }

  private Listener.Result swap(String path, byte[] all, byte[] rest) {
    boolean done = registry.storage().swap(path, all, rest, moved(path));
    return done ? Listener.Result.MOVED : Listener.Result.FRESH;
  }

  Registry.Back giveBack(String path) {
    Storage storage = registry.storage();
    if (storage.stat(path).absent()) {
      return switch (storage.moveBack(moved(path), path)) {
        case DONE -> Registry.Back.DONE;
        case GONE -> Registry.Back.GONE;
        case TAKEN -> Registry.Back.TAKEN;
      };
    }
    Optional<byte[]> old = bytes(moved(path));
    if (old.isEmpty()) {
      return Registry.Back.GONE;
    }
    return bytes(path)
            .filter(now -> registry.layout().holds(old.get(), now))
            .filter(now -> storage.swapBack(moved(path), path, now))
            .isPresent()
        ? Registry.Back.DONE
        : Registry.Back.TAKEN;
  }

  private Optional<byte[]> bytes(String path) {
    return registry.storage().read(path, LARGEST).found().map(Content::bytes);
  }

  private String moved(String path) {
    return registry.moved(run, new Item.Index(path), path);
  }
}
