// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

import java.nio.file.Path;

/// Where the paths of a disk lie: below its root, but those that begin with one name below a folder
/// elsewhere.
///
/// @param name what the paths begin with that lie elsewhere; empty when there are none
record Ground(Path root, String name, Path elsewhere) {
  Ground {
    root = root.toAbsolutePath().normalize();
    elsewhere = elsewhere.toAbsolutePath().normalize();
  }

  static Ground of(Path root) {
    return new Ground(root, "", root);
  }

  Path at(String path) {
    if (!isElsewhere(path)) {
      return Names.path(root, path);
    }
    return path.equals(name) ? elsewhere : Names.path(elsewhere, path.substring(name.length() + 1));
  }

  /// Whether a path lies below the other folder.
  boolean isElsewhere(String path) {
    return !name.isEmpty() && (path.equals(name) || path.startsWith(name + "/"));
  }

  /// The root that a folder lies below.
  Path rootOf(Path folder) {
    return folder.startsWith(elsewhere) ? elsewhere : root;
  }
}
