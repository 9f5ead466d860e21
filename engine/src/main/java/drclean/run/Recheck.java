// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.layout.Layout;
import drclean.registry.Digest;
import drclean.registry.Finding;
import drclean.registry.Inventory;
import drclean.registry.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Looks again, and gives back from all runs in the quarantine what became needed, until nothing
/// more comes back. This is what makes it safe to work beside a registry that pushes meanwhile.
public final class Recheck {
  private final Shelves shelves;
  private final Optional<Ran> ran;

  /// What looking again found.
  ///
  /// @param stuck needed, in quarantine, and yet something else lies at its place
  /// @param missing what something needs or links and that is not there
  /// @param blocking findings because of which it is not known what is needed
  /// @param refersToNothing whether no tag and no manifest refers to anything
  public record Result(
      List<GivenBack> givenBack,
      List<GivenBack> stuck,
      Set<Digest> missing,
      List<Finding> blocking,
      boolean refersToNothing) {
    /// Nothing was looked at.
    public static final Result NONE = new Result(List.of(), List.of(), Set.of(), List.of(), false);

    /// What two looks found, the later of which counts for what is still so.
    Result then(Result later) {
      return new Result(
          Stream.concat(givenBack.stream(), later.givenBack.stream()).toList(),
          later.stuck,
          later.missing,
          later.blocking,
          later.refersToNothing);
    }
  }

  /// The run that this look ends, and since when things were young for its plan.
  record Ran(String run, Instant horizon) {}

  private Recheck(Shelves shelves, Optional<Ran> ran) {
    this.shelves = shelves;
    this.ran = ran;
  }

  /// Surveys, and gives back what became needed.
  public static Result look(Registry registry, Lease lease, Listener listener) {
    return new Recheck(new Shelves(registry, listener), Optional.empty()).look(registry, lease);
  }

  /// As [#look], and nothing where nothing is in quarantine.
  public static Result heal(Registry registry, Lease lease, Listener listener) {
    return Runs.ids(registry).isEmpty() ? Result.NONE : look(registry, lease, listener);
  }

  /// As [#look], at the end of a run: what pushes named meanwhile goes back, too. They ask for it
  /// only afterwards, so that what is in quarantine then was never promised to them.
  static Result after(Ran ran, Registry registry, Lease lease, Listener listener) {
    return new Recheck(new Shelves(registry, listener), Optional.of(ran)).look(registry, lease);
  }

  private Result look(Registry registry, Lease lease) {
    var all = new ArrayList<GivenBack>();
    while (true) {
      lease.check();
      Inventory inventory = registry.survey();
      shelves.begin(inventory);
      BitSet absent = Reach.absent(inventory);
      blobs(inventory, absent);
      awaited(registry, inventory);
      new LinkBack(inventory, shelves).give();
      new Doubts(registry, inventory, shelves).give();
      new CompanionBack(registry, inventory, shelves, ran).give();
      if (shelves.givenBack().isEmpty()) {
        return new Result(
            List.copyOf(all),
            shelves.stuck(),
            digests(inventory, absent),
            inventory.blocking(),
            inventory.refersToNothing());
      }
      all.addAll(shelves.givenBack());
    }
  }

  private void blobs(Inventory inventory, BitSet absent) {
    for (int digest = absent.nextSetBit(0); digest >= 0; digest = absent.nextSetBit(digest + 1)) {
      var blob = new Item.Blob(inventory.digests().get(digest));
      shelves.give(blob, "something needs it");
    }
  }

  private void awaited(Registry registry, Inventory inventory) {
    Layout.Awaited awaited = registry.awaited(inventory, ran.map(Ran::horizon).orElse(Instant.MAX));
    awaited.needed().stream()
        .mapToObj(inventory.digests()::get)
        .forEach(id -> shelves.give(new Item.Blob(id), "something that is there needs it"));
    ran.ifPresent(
        now ->
            awaited.named().stream()
                .mapToObj(inventory.digests()::get)
                .map(Item.Blob::new)
                .forEach(blob -> shelves.give(List.of(now.run()), blob, "a push has named it")));
  }

  private static Set<Digest> digests(Inventory inventory, BitSet absent) {
    var digests = new HashSet<Digest>();
    absent.stream().forEach(digest -> digests.add(inventory.digests().get(digest)));
    return Set.copyOf(digests);
  }
}
