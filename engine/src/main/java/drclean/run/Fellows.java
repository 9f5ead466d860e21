// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Step;
import drclean.registry.Item;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Gives back what lives and dies with a manifest that was given back: its signatures, attestations
/// and other referrers in the same repository.
final class Fellows {
  private final Registry registry;
  private final Shelves shelves;

  Fellows(Registry registry, Shelves shelves) {
    this.registry = registry;
    this.shelves = shelves;
  }

  void follow(List<GivenBack> back) {
    List<GivenBack> leaders = back;
    while (leaders.stream().anyMatch(led -> led.item() instanceof Item.ManifestLink)) {
      int before = shelves.givenBack().size();
      giveFellows(subjects(leaders));
      List<GivenBack> all = shelves.givenBack();
      leaders = all.subList(before, all.size());
    }
  }

  /// For each repository the manifests that went back to it.
  private static Map<String, Set<String>> subjects(List<GivenBack> leaders) {
    return leaders.stream()
        .map(GivenBack::item)
        .filter(Item.ManifestLink.class::isInstance)
        .map(Item.ManifestLink.class::cast)
        .collect(
            Collectors.groupingBy(
                Item.ManifestLink::repository,
                Collectors.mapping(link -> link.digest().toString(), Collectors.toSet())));
  }

  private void giveFellows(Map<String, Set<String>> subjects) {
    for (String run : shelves.runs()) {
      try (Stream<Step> steps = Kept.steps(registry, run).get()) {
        steps
            .filter(Step.Move.class::isInstance)
            .map(Step.Move.class::cast)
            .filter(move -> subjects.getOrDefault(repository(move.item()), Set.of()).contains(move.with()))
            .forEach(move -> shelves.give(run, move.item(), move.path(), "its subject is needed again"));
      }
    }
  }

  static String repository(Item item) {
    return switch (item) {
      case Item.Tag(var repository, _) -> repository;
      case Item.History(var repository, _, _) -> repository;
      case Item.ManifestLink(var repository, _) -> repository;
      case Item.LayerLink(var repository, _) -> repository;
      case Item.Upload(var repository, _) -> repository;
      case Item.Blob _, Item.Debris _ -> "";
    };
  }
}
