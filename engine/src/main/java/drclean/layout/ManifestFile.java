// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digests;
import drclean.registry.Inventory;
import drclean.registry.Needs;
import drclean.registry.Repository;
import drclean.registry.Sizes;
import drclean.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.BitSet;
import java.util.Optional;

/// Remembers in one file what each manifest needs. The file ends with a checksum (CRC-32C) of all
/// before it, which is checked before anything is believed; a file that is damaged, cut short or of
/// another version is as good as none. It may be deleted at any time.
public final class ManifestFile implements Memory {
  private final Path file;
  private Optional<Digests> table = Optional.empty();
  private BitSet recalled = new BitSet();
  private Optional<String> trouble = Optional.empty();

  /// The memory in this file, which need not exist yet.
  public ManifestFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /// Why the last survey could not be remembered, if it could not.
  public Optional<String> trouble() {
    return trouble;
  }

  @Override
  public void recall(Digests digests, Needs needs, Sizes sizes) {
    table = Optional.of(digests);
    recalled =
        ManifestFileReader.read(file)
            .map(content -> content.into(digests, needs, sizes))
            .orElseGet(BitSet::new);
  }

  /// Writes the file anew when something is known that is not in it, or the other way round. What
  /// cannot be written is not remembered, and [#trouble] says why.
  @Override
  public void remember(Inventory inventory) {
    BitSet living = living(inventory);
    boolean known =
        table.filter(t -> t == inventory.digests()).isPresent() && living.equals(recalled);
    if (known) {
      return;
    }
    try {
      write(inventory, living);
      table = Optional.of(inventory.digests());
      recalled = living;
      trouble = Optional.empty();
    } catch (IOException e) {
      trouble = Optional.of("cannot write %s: %s".formatted(file, StorageException.reason(e)));
    }
  }

  /// The manifests that links, tags and other manifests name, and whose needs stand in their
  /// content.
  private static BitSet living(Inventory inventory) {
    var seen = new BitSet();
    var ahead = new drclean.registry.Ints();
    for (Repository repository : inventory.repositories()) {
      ahead.addAll(repository.manifests().digests());
      repository.tags().stream().filter(t -> t.readable()).forEach(t -> ahead.add(t.digest()));
    }
    while (!ahead.isEmpty()) {
      int id = ahead.pop();
      if (!seen.get(id)) {
        seen.set(id);
        inventory.needs().eachManifest(id, ahead::add);
      }
    }
    seen.andNot(inventory.unreadable());
    var living = new BitSet();
    seen.stream().filter(inventory.needs()::holdsForEver).forEach(living::set);
    return living;
  }

  private void write(Inventory inventory, BitSet manifests) throws IOException {
    Path folder = java.util.Objects.requireNonNull(file.getParent());
    Files.createDirectories(folder);
    Path fresh = Files.createTempFile(folder, "manifests", ".new");
    try {
      new ManifestFileWriter(inventory, manifests).write(fresh);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
