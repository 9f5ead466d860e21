// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

import java.time.Instant;

class MemoryStorageTest extends StorageContract {
  private final MemoryStorage storage = new MemoryStorage(() -> Instant.EPOCH);

  @Override
  Storage storage() {
    return storage;
  }
}
