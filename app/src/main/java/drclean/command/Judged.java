// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.registry.Ints;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Repository;
import drclean.registry.Tagged;
import drclean.retention.judging.Evidence;
import drclean.retention.judging.Judge;
import drclean.retention.judging.Verdict;
import drclean.retention.judging.Verdicts;
import drclean.run.Registry;
import drclean.storage.DiskStorage;
import java.time.Instant;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// A registry as it is now, and what a policy says of its tags.
///
/// @param now when it was judged
public record Judged(Inventory inventory, Verdicts verdicts, Instant now) {
  static final Comparator<Opinion> NEWEST_FIRST =
      Comparator.comparing((Opinion opinion) -> opinion.pushed().orElse(Instant.EPOCH))
          .reversed()
          .thenComparing(opinion -> opinion.tag().name());

  /// Looks at a registry and judges its tags; changes nothing.
  public static Judged of(Registry registry, Charter charter) {
    return of(registry, survey(registry), charter);
  }

  /// Judges what was seen of a registry.
  static Judged of(Registry registry, Inventory inventory, Charter charter) {
    Instant now = registry.clock().instant();
    Evidence evidence = DiskEvidence.of(registry, inventory, charter);
    return new Judged(inventory, Judge.judge(charter.policy(), inventory, evidence, now), now);
  }

  /// What is in a registry whose storage tells which tags there are.
  static Inventory survey(Registry registry) {
    if (registry.storage() instanceof DiskStorage disk) {
      Signs.refuseUntaggedOfHarbor(disk.root());
    }
    return registry.layout().survey(registry.storage(), registry.means());
  }

  /// The place of a repository, negative when there is none of this name.
  int place(String repository) {
    return IntStream.range(0, inventory.repositories().size())
        .filter(place -> inventory.repositories().get(place).name().equals(repository))
        .findFirst()
        .orElse(-1);
  }

  /// What the policy says of all tags of a repository, in their order.
  List<Opinion> opinions(int place) {
    Repository repository = inventory.repositories().get(place);
    List<Verdict> all = verdicts.of(place);
    return IntStream.range(0, all.size())
        .mapToObj(tag -> opinion(repository, repository.tags().get(tag), all.get(tag)))
        .toList();
  }

  private Opinion opinion(Repository repository, Tagged tag, Verdict verdict) {
    return new Opinion(
        new Item.Tag(repository.name(), tag.name()),
        tag.readable() ? Optional.of(inventory.digests().get(tag.digest())) : Optional.empty(),
        Optional.of(tag.pushed()).filter(Instant.EPOCH::isBefore),
        verdict);
  }

  /// How many images of a repository have a tag of these places.
  long images(int place, IntPredicate places) {
    List<Tagged> tags = inventory.repositories().get(place).tags();
    return IntStream.range(0, tags.size())
        .filter(places)
        .map(tag -> tags.get(tag).digest())
        .distinct()
        .count();
  }

  /// How many images are tagged; one of two repositories counts twice.
  long images() {
    return IntStream.range(0, inventory.repositories().size())
        .mapToLong(place -> images(place, _ -> true))
        .sum();
  }

  /// Whether another policy says something else of a repository.
  boolean differs(Judged other, int place) {
    return IntStream.range(0, inventory.repositories().get(place).tags().size())
        .anyMatch(tag -> verdicts.kind(place, tag) != other.verdicts.kind(place, tag));
  }

  /// The bytes of the image that a tag points at.
  long bytes(int place, int tag) {
    int digest = inventory.repositories().get(place).tags().get(tag).digest();
    var image = new BitSet();
    var ahead = new Ints();
    ahead.add(digest);
    while (!ahead.isEmpty()) {
      int part = ahead.pop();
      if (part >= 0 && !image.get(part)) {
        image.set(part);
        inventory.needs().each(part, ahead::add);
      }
    }
    return image.stream().mapToLong(part -> Math.max(0, inventory.sizes().get(part))).sum();
  }
}
