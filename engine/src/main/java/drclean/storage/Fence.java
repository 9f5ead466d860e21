// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

import drclean.registry.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps changes inside the roots of a disk: a symbolic link above a thing could lead one out. What
/// was looked at once may have been swapped since, so each folder is looked at each time; only
/// those above a folder that is the very one which was found inside before are not.
final class Fence {
  private static final int MOST = 1 << 12;

  private final Ground ground;
  private final Map<Path, Object> inside = new ConcurrentHashMap<>();

  Fence(Ground ground) {
    this.ground = ground;
  }

  /// Makes sure that this folder is not reached through a symbolic link; it need not be there.
  ///
  /// @throws Refused when it is
  void require(Path folder) {
    var found = new HashMap<Path, Object>();
    Path root = ground.rootOf(folder);
    for (Path at = folder; at.startsWith(root) && !at.equals(root); at = Folders.above(at)) {
      Optional<BasicFileAttributes> there = look(at);
      if (there.filter(BasicFileAttributes::isSymbolicLink).isPresent()) {
        throw new Refused(
            "%s is reached through a symbolic link, and changes are made only in the registry's own folders; name the real folder"
                .formatted(folder));
      }
      Optional<Object> key = there.flatMap(Fence::key);
      if (key.isPresent() && key.get().equals(inside.get(at))) {
        break;
      }
      if (key.isPresent()) {
        found.put(at, key.get());
      }
    }
    remember(found);
  }

  private void remember(Map<Path, Object> found) {
    if (inside.size() > MOST) {
      inside.clear();
    }
    inside.putAll(found);
  }

  /// Whether this folder is there, and the very one that was found inside before.
  boolean knows(Path folder) {
    Object before = inside.get(folder);
    return before != null && look(folder).flatMap(Fence::key).filter(before::equals).isPresent();
  }

  private static Optional<BasicFileAttributes> look(Path path) {
    try {
      return Optional.of(
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// What tells a folder from every other that is there; nothing for what is no folder.
  private static Optional<Object> key(BasicFileAttributes attributes) {
    return attributes.isDirectory() ? Optional.ofNullable(attributes.fileKey()) : Optional.empty();
  }
}
