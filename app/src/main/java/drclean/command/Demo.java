// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.registry.Refused;
import drclean.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Writes a small true v2 registry with real digests and with garbage of each kind, old enough to
/// be cleaned at once.
public final class Demo {
  private static final Duration AGE = Duration.ofDays(30);
  private static final int KIB = 1024;

  private Demo() {}

  /// Writes it into a folder that is empty or not there yet.
  public static void write(Path folder, Instant now) {
    try {
      requireEmpty(folder);
      images(new DemoRegistry(folder));
      age(folder, now.minus(AGE));
    } catch (IOException e) {
      throw new Refused(
          "the demo cannot be written to %s: %s".formatted(folder, StorageException.reason(e)));
    }
  }

  /// Writes a registry of so many images, each with a few layers of no size to speak of.
  public static void writeMany(Path folder, int images) throws IOException {
    var registry = new DemoRegistry(folder);
    List<byte[]> shared =
        Stream.of("a", "b", "c", "d", "e").map(name -> DemoRegistry.layer(name, KIB)).toList();
    for (int image = 0; image < images; image++) {
      var layers = new ArrayList<>(shared);
      layers.add(DemoRegistry.layer("own " + image, KIB));
      registry.push("team/app-" + image % 8, "1." + image / 16, layers);
    }
  }

  private static void requireEmpty(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> names = Files.list(folder)) {
      if (names.findAny().isPresent()) {
        throw new Refused(
            "%s is not empty; name a folder that is empty, or one that is not there yet"
                .formatted(folder));
      }
    }
  }

  private static void images(DemoRegistry registry) throws IOException {
    byte[] system = DemoRegistry.layer("usr/lib/system", 2048 * KIB);
    byte[] runtime = DemoRegistry.layer("opt/runtime", 1024 * KIB);
    for (int release = 1; release <= 4; release++) {
      byte[] program = DemoRegistry.layer("app/release-" + release, 600 * KIB);
      registry.push("team/app", "1." + release, List.of(system, runtime, program));
    }
    registry.push("team/web", "latest", List.of(system, DemoRegistry.layer("srv/old", 700 * KIB)));
    registry.push("team/web", "latest", List.of(system, DemoRegistry.layer("srv/new", 800 * KIB)));
    byte[] nightly = DemoRegistry.layer("nightly", 3000 * KIB);
    registry.push("team/app", "nightly", List.of(system, runtime, nightly));
    registry.delete("team/app", "nightly");
    registry.push("old/tool", "0.9", List.of(DemoRegistry.layer("tool", 1500 * KIB)));
    registry.delete("old/tool", "0.9");
    registry.upload("team/app", 900 * KIB);
  }

  private static void age(Path folder, Instant time) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted((one, other) -> other.compareTo(one)).forEach(path -> age(time, path));
    }
  }

  private static void age(Instant time, Path path) {
    try {
      Files.setLastModifiedTime(path, java.nio.file.attribute.FileTime.from(time));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
