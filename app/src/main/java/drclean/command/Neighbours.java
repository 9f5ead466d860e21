// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.layout.V2;
import drclean.registry.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Says of a folder that is no registry where the registry probably is: above it, below it, or not
/// near.
final class Neighbours {
  private Neighbours() {}

  /// A folder among those of a second registry is never taken for a registry of its own, however
  /// its repositories are called.
  static void refuseInside(Path folder) {
    for (Path at = folder.getParent(); at != null; at = at.getParent()) {
      Path inner = at.resolve(V2.BASE);
      if (folder.startsWith(inner) && !folder.equals(inner) && Signs.blobsAndRepositories(inner)) {
        throw new Refused(inside(folder, at));
      }
    }
  }

  private static String inside(Path folder, Path root) {
    return "%s lies inside the registry %s; name that folder".formatted(folder, root);
  }

  static String sentence(Path folder) {
    return above(folder)
        .map(root -> inside(folder, root))
        .or(() -> bare(folder))
        .or(
            () ->
                below(folder)
                    .map(
                        root ->
                            "%s is no registry, but holds one: name %s".formatted(folder, root)))
        .orElseGet(() -> nothing(folder));
  }

  private static Optional<Path> above(Path folder) {
    for (Path at = folder.getParent(); at != null; at = at.getParent()) {
      if (registry(at) && at.getParent() != null) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  private static boolean registry(Path folder) {
    boolean second = Files.isDirectory(folder.resolve(V2.BASE));
    boolean first =
        Files.isDirectory(folder.resolve("images"))
            && Files.isDirectory(folder.resolve("repositories"));
    return second || first;
  }

  private static Optional<String> bare(Path folder) {
    return Files.isDirectory(folder.resolve("blobs"))
            && Files.isDirectory(folder.resolve("repositories"))
        ? Optional.of(
            "%s looks like the inside of a v2 registry, but is not called docker/registry/v2; name the registry's root directory, of which it is the third folder down"
                .formatted(folder))
        : Optional.empty();
  }

  private static Optional<Path> below(Path folder) {
    return Stream.concat(
            Signs.folders(folder).stream(),
            Signs.folders(folder).stream().flatMap(child -> Signs.folders(child).stream()))
        .filter(Neighbours::registry)
        .findFirst();
  }

  private static String nothing(Path folder) {
    return empty(folder)
        ? "%s is empty: no image was ever pushed to it, or it is not where the registry keeps its data"
            .formatted(folder)
        : "%s is no registry: it holds neither docker/registry/v2 nor images/ and repositories/; name the registry's root directory (storage.filesystem.rootdirectory in its config)"
            .formatted(folder);
  }

  private static boolean empty(Path folder) {
    try (Stream<Path> names = Files.list(folder)) {
      return names.findAny().isEmpty();
    } catch (IOException _) {
      return false;
    }
  }
}
