// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.registry.Refused;
import drclean.storage.Source;
import drclean.storage.Storage;
import drclean.storage.StorageException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Room that lies ready in the quarantine while runs do, for who must work on a full disk: a purge
/// frees space, but takes a lease first, and a lease is a file.
final class Reserve {
  /// For a lease, its successor, and the folders of what is given back.
  private static final int FILES = 4;

  private static final int BYTES = 1 << 14;

  private final Storage storage;
  private final String folder;

  private Reserve(Registry registry) {
    this.storage = registry.storage();
    this.folder = registry.quarantine() + "/reserve";
  }

  /// Lays it ready, or takes it away when no run is left. Where that fails there is none.
  static void settle(Registry registry) {
    var reserve = new Reserve(registry);
    try {
      if (Runs.ids(registry).isEmpty()) {
        reserve.give();
      } else {
        reserve.lay();
      }
    } catch (StorageException | Refused _) {
      return;
    }
  }

  /// Gives the room up; false when there was none.
  static boolean giveUp(Registry registry) {
    return new Reserve(registry).give();
  }

  private void lay() {
    for (int i = 0; i < FILES; i++) {
      if (storage.stat(path(i)).absent()) {
        storage.create(path(i), bytes(i));
      }
    }
  }

  /// Bytes that no file system can store in less than they are.
  private static byte[] bytes(int seed) {
    var bytes = new byte[BYTES];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /// Only what was laid here is taken away: the folder may be somebody else's.
  private boolean give() {
    List<Integer> laid = IntStream.range(0, FILES).boxed().filter(this::ours).toList();
    laid.forEach(i -> storage.delete(path(i)));
    storage.removeEmptyFolder(folder);
    return !laid.isEmpty();
  }

  private boolean ours(int i) {
    return storage
        .read(path(i), BYTES)
        .found()
        .filter(content -> Arrays.equals(content.bytes(), bytes(i)))
        .isPresent();
  }

  private String path(int i) {
    return Source.join(folder, Integer.toString(i));
  }
}
