// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.registry.Ints;
import drclean.registry.Inventory;
import drclean.registry.Links;
import drclean.registry.Needs;
import drclean.registry.Repository;
import drclean.registry.Tagged;
import drclean.registry.Unneeded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds each repository's part of a registry: one descent for each repository, with two ints for
/// each digest.
final class Shares {
  private static final int NOBODY = -1;
  private static final int SEVERAL = -2;
  private static final Ints NONE = new Ints();

  private final Inventory inventory;
  private final Needs needs;
  private final int[] visitor;
  private final int[] owner;
  private final Ints open = new Ints();
  private final Map<Integer, Ints> referrers = new HashMap<>();
  private final long[] bytes;
  private int current;

  private Shares(Inventory inventory) {
    this.inventory = inventory;
    this.needs = inventory.needs();
    this.visitor = new int[inventory.digests().size()];
    this.owner = new int[visitor.length];
    this.bytes = new long[inventory.repositories().size()];
    Arrays.fill(visitor, NOBODY);
    Arrays.fill(owner, NOBODY);
  }

  /// The shares of all repositories, largest first.
  static List<Share> of(Inventory inventory, Unneeded unneeded) {
    var shares = new Shares(inventory);
    int count = inventory.repositories().size();
    int[] untagged = new int[count];
    for (int i = 0; i < count; i++) {
      untagged[i] = shares.descend(i);
    }
    long[][] own = shares.own(unneeded.blobs());
    var all = new ArrayList<Share>(count);
    for (int i = 0; i < count; i++) {
      Repository repository = inventory.repositories().get(i);
      all.add(
          new Share(
              repository.name(),
              repository.tags().size(),
              repository.manifests().size(),
              untagged[i],
              shares.bytes[i],
              own[0][i],
              own[1][i],
              lastPush(repository)));
    }
    all.sort(Comparator.comparingLong(Share::bytes).reversed().thenComparing(Share::name));
    return all;
  }

  /// Visits all that a repository reaches; how many of its manifests no tag reaches.
  private int descend(int repository) {
    current = repository;
    Repository linking = inventory.repositories().get(repository);
    attach(linking.manifests());
    linking.tags().stream().filter(Tagged::readable).forEach(tag -> reach(tag.digest()));
    int untagged = 0;
    for (int manifest : linking.manifests().digests()) {
      untagged += visitor[manifest] == current ? 0 : 1;
    }
    Arrays.stream(linking.manifests().digests()).forEach(this::reach);
    Arrays.stream(linking.layers().digests()).forEach(this::reach);
    return untagged;
  }

  /// Notes which of these manifests speak of which: what speaks of one that is reached is, too.
  private void attach(Links manifests) {
    referrers.clear();
    for (int manifest : manifests.digests()) {
      int subject = needs.subject(manifest);
      if (subject >= 0) {
        referrers.computeIfAbsent(subject, _ -> new Ints()).add(manifest);
      }
    }
  }

  private void reach(int digest) {
    visit(digest);
    while (!open.isEmpty()) {
      int next = open.pop();
      needs.each(next, this::visit);
      Ints speaking = referrers.isEmpty() ? NONE : referrers.getOrDefault(next, NONE);
      for (int i = 0; i < speaking.size(); i++) {
        visit(speaking.get(i));
      }
    }
  }

  private void visit(int digest) {
    if (visitor[digest] == current) {
      return;
    }
    visitor[digest] = current;
    owner[digest] = owner[digest] == NOBODY ? current : SEVERAL;
    if (inventory.blobs().get(digest)) {
      bytes[current] += Math.max(0, inventory.sizes().get(digest));
    }
    open.add(digest);
  }

  /// For each repository the bytes that only it has, and those of them that nothing needs.
  private long[][] own(BitSet unneeded) {
    long[][] own = new long[2][bytes.length];
    for (int digest = 0; digest < owner.length; digest++) {
      if (owner[digest] >= 0 && inventory.blobs().get(digest)) {
        long size = Math.max(0, inventory.sizes().get(digest));
        own[0][owner[digest]] += size;
        own[1][owner[digest]] += unneeded.get(digest) ? size : 0;
      }
    }
    return own;
  }

  private static Optional<Instant> lastPush(Repository repository) {
    long newest = repository.manifests().newest();
    for (Tagged tag : repository.tags()) {
      newest = Math.max(newest, tag.pushed().toEpochMilli());
    }
    return newest <= 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(newest));
  }
}
