// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Place;
import drclean.layout.ManifestFile;
import drclean.layout.Memory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where manifests are remembered between runs: in a folder of the user, a file for each registry,
/// never in the registry's root.
final class Caches {
  private Caches() {}

  static Memory of(@Nullable Path named, Place place, Console console) {
    Path folder = named == null ? folder(console) : named.toAbsolutePath().normalize();
    if (named == null && !folder.isAbsolute()) {
      return Memory.NONE;
    }
    if (folder.startsWith(place.root())) {
      throw new Misused(
          "the cache folder %s lies in the registry; name another with --cache".formatted(folder));
    }
    byte[] registry = place.root().toString().getBytes(StandardCharsets.UTF_8);
    String name = place.layout().name() + "-" + UUID.nameUUIDFromBytes(registry);
    return new ManifestFile(folder.resolve(name));
  }

  private static Path folder(Console console) {
    String cache = console.variable("XDG_CACHE_HOME");
    return cache.isEmpty()
        ? Path.of(console.variable("HOME"), ".cache", "dr-clean")
        : Path.of(cache, "dr-clean");
  }
}
