// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import drclean.layout.V2;
import drclean.registry.Refused;
import drclean.run.Registry;
import drclean.storage.DiskStorage;
import drclean.storage.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where the quarantine of a registry lies: `dr-clean` in its root, or a folder that a person names
/// anywhere on the same file system. A folder outside the root is for one registry only, and a file
/// in it says for which.
///
/// @param name what the paths of the storage that lie in it begin with
/// @param storage reaches the registry and the quarantine
public record Quarantine(String name, DiskStorage storage) {
  private static final String BELONGS = "registry";
  private static final int LONGEST = 1 << 14;

  /// The quarantine that everybody has who names none.
  public static Quarantine of(Place place) {
    return new Quarantine(Registry.QUARANTINE, new DiskStorage(place.root()));
  }

  /// The quarantine in this folder.
  ///
  /// @throws Refused when nothing could be moved there, or when it is somebody else's
  public static Quarantine in(Path named, Place place) {
    Path folder = real(named);
    own(place).forEach(tree -> requireApart(folder, place.root().resolve(tree), named));
    Quarantine quarantine =
        folder.startsWith(place.root())
            ? new Quarantine(
                place.root().relativize(folder).toString(), new DiskStorage(place.root()))
            : new Quarantine(
                folder.toString(), new DiskStorage(place.root(), folder.toString(), folder));
    quarantine.requireReach(place);
    quarantine.owner().ifPresent(owner -> requireSame(owner, place.root(), folder));
    return quarantine;
  }

  /// Makes sure that all of the registry can be moved there, changing nothing.
  ///
  /// @throws Refused when it lies on another file system
  public void requireReach(Place place) {
    own(place).forEach(tree -> storage.requireOneFileSystem(tree, name));
  }

  /// The folders that a registry keeps its things in.
  private static List<String> own(Place place) {
    return place.layout() instanceof V2
        ? List.of(V2.BASE, V2.BASE + "/blobs", V2.BASE + "/repositories")
        : List.of("images", "repositories");
  }

  private static void requireApart(Path folder, Path tree, Path named) {
    if (folder.startsWith(real(tree)) || real(tree).startsWith(folder)) {
      throw new Refused(
          "refused: the quarantine %s and %s, where the registry keeps its own things, lie in each other; name a folder of its own"
              .formatted(named, tree));
    }
  }

  /// The real path of a folder that need not be there yet.
  private static Path real(Path named) {
    Path folder = named.toAbsolutePath().normalize();
    Path there = folder;
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
      there = Optional.ofNullable(there.getParent()).orElseThrow();
    }
    try {
      return there.toRealPath().resolve(there.relativize(folder)).normalize();
    } catch (IOException e) {
      throw new Refused("refused: %s cannot be reached: %s".formatted(named, e.getMessage()));
    }
  }

  private Optional<String> owner() {
    return storage
        .read(Source.join(name, BELONGS), LONGEST)
        .found()
        .map(content -> new String(content.bytes(), UTF_8).strip());
  }

  private static void requireSame(String owner, Path root, Path folder) {
    if (!owner.equals(root.toString())) {
      throw new Refused(
          "refused: %s is the quarantine of the registry %s, not of %s; name another folder, or, if the registry was moved, write its new path into %s/%s"
              .formatted(folder, owner, root, folder, BELONGS));
    }
  }

  /// Where it lies.
  public Path folder() {
    return storage.root().resolve(name);
  }

  /// Writes into a quarantine outside the root whose it is.
  public void claim() {
    if (!folder().startsWith(storage.root())) {
      storage.create(Source.join(name, BELONGS), (storage.root() + "\n").getBytes(UTF_8));
    }
  }
}
