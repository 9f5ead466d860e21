// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

class MemoryStorageTest extends StorageContract {
  private final MemoryStorage storage = new MemoryStorage(() -> LONG_AGO.plusSeconds(1));

  @Override
  Storage storage() {
    return storage;
  }

  @Override
  void age(String folder) {
    storage.putFolder(folder, LONG_AGO);
  }
}
