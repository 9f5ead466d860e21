// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import drclean.storage.StorageException;
import java.io.IOException;
import java.io.Serial;

/// The end of a process: nothing that it does afterwards reaches the storage.
final class Crash extends Error {
  @Serial private static final long serialVersionUID = 1;

  /// Ends the process before the n-th change.
  static WatchedStorage.Watch at(int n) {
    return new WatchedStorage.Watch() {
      private boolean dead;

      @Override
      public void before(int change, String what) {
        dead |= change >= n;
        reading();
      }

      @Override
      public void reading() {
        if (dead) {
          throw new Crash();
        }
      }
    };
  }

  /// Fails the n-th change as a full disk does, and no other.
  static WatchedStorage.Watch failure(int n) {
    return (change, what) -> {
      if (change == n) {
        throw new StorageException(what, "", new IOException("no space left"));
      }
    };
  }
}
