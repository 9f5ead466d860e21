// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.registry.Attachments;
import drclean.registry.Ints;
import drclean.registry.Inventory;
import java.util.HashMap;
import java.util.Map;

/// The attachments whose subjects do not live, as far as is known yet. Each is handed over once,
/// when its subject is found to live.
final class Waiting {
  private final Inventory inventory;
  private final Map<Integer, Ints> repositories = new HashMap<>();
  private final Map<Integer, Ints> targets = new HashMap<>();

  Waiting(Inventory inventory, Attachments attachments) {
    this.inventory = inventory;
    for (int repository : attachments.repositories()) {
      for (int tag : attachments.tags(repository)) {
        add(attachments.subject(repository, tag), repository, tag);
      }
    }
  }

  private void add(int subject, int repository, int tag) {
    if (subject >= 0) {
      repositories.computeIfAbsent(subject, _ -> new Ints()).add(repository);
      targets
          .computeIfAbsent(subject, _ -> new Ints())
          .add(inventory.repositories().get(repository).tags().get(tag).digest());
    }
  }

  /// Hands over what the attachments of this subject point at, for each of their repositories.
  void take(int subject, Map<Integer, Ints> ready) {
    Ints from = repositories.remove(subject);
    Ints to = targets.remove(subject);
    for (int i = 0; from != null && to != null && i < from.size(); i++) {
      ready.computeIfAbsent(from.get(i), _ -> new Ints()).add(to.get(i));
    }
  }
}
