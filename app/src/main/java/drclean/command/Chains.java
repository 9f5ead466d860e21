// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.plan.Scope;
import drclean.registry.Inventory;
import drclean.registry.Repository;
import drclean.registry.Tagged;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/// The shortest way to a digest in one repository, from each kind of root: tag, index, manifest,
/// blob.
final class Chains {
  private static final int ROOT = -1;
  private static final int MOST_TITLES = 20;

  private final Inventory inventory;
  private final Repository repository;
  private final Map<Integer, Integer> from = new HashMap<>();
  private final Map<Integer, List<String>> roots = new HashMap<>();
  private final Map<Integer, List<Integer>> referrers = new HashMap<>();
  private final ArrayDeque<Integer> open = new ArrayDeque<>();

  private Chains(Inventory inventory, Repository repository) {
    this.inventory = inventory;
    this.repository = repository;
    for (int manifest : repository.manifests().digests()) {
      int subject = inventory.needs().subject(manifest);
      if (subject >= 0) {
        referrers.computeIfAbsent(subject, _ -> new ArrayList<>()).add(manifest);
      }
    }
  }

  /// The chains that lead to a digest, at most one for each repository.
  static List<List<String>> to(int digest, Inventory inventory, Scope.Keep keep) {
    var chains = new ArrayList<List<String>>();
    for (Repository repository : inventory.repositories()) {
      var search = new Chains(inventory, repository);
      search.fromTags();
      if (!search.from.containsKey(digest) && keep == Scope.Keep.LINKED) {
        search.fromLinks();
      }
      if (search.from.containsKey(digest)) {
        chains.add(search.chain(digest));
      }
    }
    return chains;
  }

  /// What a repository's tags and links reach, without some of its roots.
  static void reach(
      Inventory inventory, Repository repository, IntPredicate root, IntConsumer visit) {
    var search = new Chains(inventory, repository);
    repository.tags().stream()
        .filter(tag -> tag.readable() && root.test(tag.digest()))
        .forEach(tag -> search.root(tag.digest(), tag.name()));
    for (int manifest : repository.manifests().digests()) {
      if (root.test(manifest)) {
        search.root(manifest, "");
      }
    }
    search.walk();
    search.from.keySet().forEach(visit::accept);
  }

  private void fromTags() {
    for (Tagged tag : repository.tags()) {
      if (tag.readable()) {
        root(tag.digest(), "tag " + repository.name() + ":" + tag.name());
      }
    }
    walk();
  }

  private void fromLinks() {
    for (int manifest : repository.manifests().digests()) {
      root(manifest, "manifest link of " + repository.name() + " (untagged)");
    }
    walk();
  }

  private void root(int digest, String title) {
    roots.computeIfAbsent(digest, _ -> new ArrayList<>()).add(title);
    if (from.putIfAbsent(digest, ROOT) == null) {
      open.add(digest);
    }
  }

  private void walk() {
    while (!open.isEmpty()) {
      int at = open.remove();
      inventory.needs().each(at, need -> step(at, need));
      referrers.getOrDefault(at, List.of()).forEach(referrer -> step(at, referrer));
    }
  }

  private void step(int at, int next) {
    if (from.putIfAbsent(next, at) == null) {
      open.add(next);
    }
  }

  private List<String> chain(int digest) {
    var chain = new ArrayList<String>();
    int at = digest;
    while (from.getOrDefault(at, ROOT) != ROOT) {
      chain.addFirst(inventory.digests().get(at).toString());
      at = from.getOrDefault(at, ROOT);
    }
    chain.addFirst(inventory.digests().get(at).toString());
    chain.addFirst(titles(roots.getOrDefault(at, List.of())));
    return chain;
  }

  private static String titles(List<String> all) {
    String some = String.join(", ", all.subList(0, Math.min(MOST_TITLES, all.size())));
    return all.size() <= MOST_TITLES
        ? some
        : "%s and %d more".formatted(some, all.size() - MOST_TITLES);
  }
}
