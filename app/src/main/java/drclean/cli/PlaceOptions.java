// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Place;
import drclean.command.Recognise;
import drclean.layout.Means;
import drclean.registry.Refused;
import drclean.run.Registry;
import drclean.storage.DiskStorage;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which registry, and how it is reached.
final class PlaceOptions {
  @Parameters(index = "0", paramLabel = "REGISTRY", description = "The registry's root directory.")
  private Path folder = Path.of("");

  @Option(
      names = "--layout",
      paramLabel = "v1|v2",
      description = "Take it for this layout instead of recognising it.")
  private @Nullable KnownLayout layout;

  @Option(
      names = "--repositories-name",
      paramLabel = "NAME",
      description = "Where a v1 registry keeps its repositories (default: repositories).")
  private @Nullable String repositories;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Read so many things at once (default: one for each processor).")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--quarantine",
      paramLabel = "DIR",
      description = "Where moved things wait (default: dr-clean in the registry's root).")
  private @Nullable Path quarantine;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Where manifests are remembered (default: the user's cache folder).")
  private @Nullable Path cache;

  /// The layouts that can be forced.
  private enum KnownLayout {
    v1,
    v2
  }

  /// The folder as it was typed.
  Path folder() {
    return folder;
  }

  /// The registry, ready to be read.
  Registry open(Console console, Means.Watch watch) {
    if (jobs < 1) {
      throw new Misused("--jobs must be 1 or more");
    }
    Place place = place();
    var means = new Means(jobs, Caches.of(cache, place, console), watch, PlaceOptions::pause);
    return new Registry(
        new DiskStorage(place.root()), place.layout(), means, console.clock(), quarantineIn(place));
  }

  private Place place() {
    if (repositories == null) {
      return layout == null ? Recognise.place(folder) : Recognise.place(folder, layout.name());
    }
    if (layout == KnownLayout.v2) {
      throw new Misused("--repositories-name is for v1 registries only");
    }
    return Recognise.withRepositoriesIn(folder, repositories);
  }

  private String quarantineIn(Place place) {
    if (quarantine == null) {
      return Registry.QUARANTINE;
    }
    Path folder = quarantine.toAbsolutePath().normalize();
    if (!folder.startsWith(place.root()) || folder.equals(place.root())) {
      throw new Refused(
          "the quarantine %s does not lie in the registry's root %s, where things can be moved to without being copied; name a folder in it"
              .formatted(folder, place.root()));
    }
    return place.root().relativize(folder).toString();
  }

  private static void pause(int reading) {
    try {
      Thread.sleep(20L * reading);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
