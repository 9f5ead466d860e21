// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.registry.Ints;
import drclean.registry.Inventory;
import drclean.registry.Needs;
import drclean.registry.Repository;
import drclean.registry.Tagged;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which tags need some content, and which repositories do where no tag does: one descent for each
/// tag, and one for the links that no tag of a repository reaches.
final class Concerns {
  /// So many are told of one content, and no more are kept of it.
  static final int MOST = 100;

  private static final int KEPT = 10 * MOST;

  private final Inventory inventory;
  private final BitSet asked;
  private final Map<Integer, Collection<String>> told = new TreeMap<>();
  private final BitSet tagged = new BitSet();
  private final Ints open = new Ints();
  private final int[] visitor;
  private int current;

  private Concerns(Inventory inventory, BitSet asked) {
    this.inventory = inventory;
    this.asked = asked;
    this.visitor = new int[asked.isEmpty() ? 0 : inventory.digests().size()];
    Arrays.fill(visitor, -1);
  }

  /// Those that need this content.
  static Concerns of(Inventory inventory, BitSet asked) {
    var concerns = new Concerns(inventory, asked);
    if (!asked.isEmpty()) {
      inventory.repositories().forEach(concerns::repository);
    }
    return concerns;
  }

  private void repository(Repository repository) {
    tagged.clear();
    for (Tagged tag : repository.tags()) {
      if (tag.readable()) {
        descend(repository.name() + ":" + tag.name(), tag.digest());
      }
    }
    int[] unreached =
        Arrays.stream(repository.manifests().digests()).filter(m -> !tagged.get(m)).toArray();
    descend(repository.name(), unreached);
  }

  private void descend(String title, int... roots) {
    current++;
    Arrays.stream(roots).forEach(this::visit);
    while (!open.isEmpty()) {
      int at = open.pop();
      tagged.set(at);
      if (asked.get(at)) {
        tell(at, title);
      }
      inventory.needs().each(at, this::visit);
    }
  }

  private void visit(int digest) {
    int at = Needs.digest(digest);
    if (at < visitor.length && visitor[at] != current) {
      visitor[at] = current;
      open.add(at);
    }
  }

  private void tell(int digest, String title) {
    Collection<String> titles = told.computeIfAbsent(digest, _ -> new TreeSet<>());
    boolean known = !title.contains(":") && titles.contains(title);
    if (!known && titles.size() < KEPT) {
      titles.add(title);
    }
  }

  /// What needs this content, in this repository or in any: tags, and repositories without one.
  List<String> of(int digest, String repository) {
    return told.getOrDefault(digest, List.of()).stream()
        .filter(title -> repository.isEmpty() || in(repository, title))
        .limit(MOST)
        .toList();
  }

  private static boolean in(String repository, String title) {
    return title.equals(repository) || title.startsWith(repository + ":");
  }
}
