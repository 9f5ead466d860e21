// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Denied;
import drclean.command.Place;
import drclean.command.Quarantine;
import drclean.command.Recognise;
import drclean.layout.Means;
import drclean.run.Lease;
import drclean.run.Owner;
import drclean.run.Registry;
import drclean.storage.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which registry, and how it is reached.
final class PlaceOptions {
  private static final Pattern ADDRESS = Pattern.compile("(?i)https?://.*");

  @Parameters(
      index = "0",
      paramLabel = "REGISTRY",
      description = "The registry's root directory (or https://HOST, see docs/api.md).")
  private String registry = "";

  @Option(
      names = "--layout",
      paramLabel = "v1|v2",
      description = "Take it for this layout instead of recognising it.")
  private @Nullable KnownLayout layout;

  @Option(
      names = "--repositories-name",
      paramLabel = "NAME",
      description = "Where a v1 registry keeps its repositories (repositories).")
  private @Nullable String repositories;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Read so many things at once (default: one for each processor).")
  private @Nullable Integer jobs;

  @Option(
      names = "--quarantine",
      paramLabel = "DIR",
      description = "Where moved things wait, on the same file system (dr-clean).")
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

  /// Whether one was named at all.
  boolean named() {
    return !registry.isEmpty();
  }

  /// The address that was named in the place of a folder.
  Optional<String> address() {
    return Optional.of(registry).filter(it -> ADDRESS.matcher(it).matches());
  }

  private Path folder() {
    if (address().isPresent()) {
      throw new Misused(
          "%s is reached by its API, and this needs the registry's root directory; through an API go untag, restore, runs, policy explain, policy diff"
              .formatted(registry));
    }
    return Path.of(registry);
  }

  /// How many things are done at once, if that was said.
  Optional<Integer> jobs() {
    if (jobs != null && jobs < 1) {
      throw new Misused("--jobs must be 1 or more");
    }
    return Optional.ofNullable(jobs);
  }

  /// How this registry is named again on the next command line.
  Again again(Console console) {
    var words = new ArrayList<String>(List.of(registry));
    addTo(words, "--layout", layout);
    addTo(words, "--repositories-name", repositories);
    addTo(words, "--quarantine", quarantine);
    return new Again(console.name(), words);
  }

  private static void addTo(List<String> words, String option, @Nullable Object value) {
    if (value != null) {
      words.addAll(List.of(option, value.toString()));
    }
  }

  /// The registry, ready to be read.
  Registry open(Console console, Means.Watch watch) {
    int atOnce = jobs().orElse(Runtime.getRuntime().availableProcessors());
    Place place = place();
    Quarantine waiting = quarantine(place);
    var means = new Means(atOnce, Caches.of(cache, place, console), watch, PlaceOptions::pause);
    return new Registry(waiting.storage(), place.layout(), means, console.clock(), waiting.name());
  }

  private Place place() {
    if (registry.isEmpty()) {
      throw new Misused("REGISTRY is empty; name the registry's root directory");
    }
    if (repositories == null) {
      return layout == null ? Recognise.place(folder()) : Recognise.place(folder(), layout.name());
    }
    if (layout == KnownLayout.v2) {
      throw new Misused("--repositories-name is for v1 registries only");
    }
    return Recognise.withRepositoriesIn(folder(), repositories);
  }

  private Quarantine quarantine(Place place) {
    return quarantine == null ? Quarantine.of(place) : Quarantine.in(quarantine, place);
  }

  /// The right to change that registry. It lies in the registry's root wherever the quarantine is,
  /// so that two who name different ones still exclude each other.
  Lease lease(Registry registry) {
    Quarantine waiting = quarantine(place());
    waiting.requireReach(place());
    Lease lease = taken(registry);
    try {
      waiting.claim();
      return lease;
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  private Lease taken(Registry registry) {
    try {
      return Lease.take(registry, Owner.here());
    } catch (StorageException failure) {
      Path folder = place().root().resolve(Registry.QUARANTINE);
      throw Denied.making(folder.resolve("lease.json"), failure);
    }
  }

  /// What is said when nothing is in quarantine.
  String nothing(String what) {
    Path folder = quarantine(place()).folder();
    return quarantine == null
        ? "%s is in the quarantine %s (--quarantine names another)".formatted(what, folder)
        : missing()
            .map(where -> what + " is" + where)
            .orElse(what + " is in the quarantine " + folder);
  }

  /// That the folder which was named is not there, if so.
  Optional<String> missing() {
    return Optional.ofNullable(quarantine)
        .map(_ -> quarantine(place()).folder())
        .filter(folder -> !Files.exists(folder))
        .map(" in the quarantine %s, and there is no such folder"::formatted);
  }

  private static void pause(int reading) {
    try {
      Thread.sleep(20L * reading);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
