// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.registry.Digest;
import drclean.registry.Digests;
import drclean.registry.Finding;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.run.Registry;
import drclean.run.Runs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Traces findings to the tags that they concern, and what is missing to the run that moved it.
public final class Trace {
  /// Damage first, then by place, so that two looks tell the same in the same order.
  public static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::damage)
          .reversed()
          .thenComparing(Finding::path)
          .thenComparing(Finding::item)
          .thenComparing(Finding::why);

  private final Inventory inventory;
  private final Map<Finding, Subject> subjects = new LinkedHashMap<>();
  private final Concerns concerns;
  private final BitSet manifests;
  private final Map<Item, String> kept = new HashMap<>();

  private Trace(Inventory inventory, List<Finding> findings) {
    this.inventory = inventory;
    var finder = new Subject.Finder(inventory);
    var asked = new BitSet();
    for (Finding finding : findings) {
      Subject subject = finder.of(finding);
      subjects.put(finding, subject);
      if (subject.id(inventory) != Digests.NONE) {
        asked.set(subject.id(inventory));
      }
    }
    this.concerns = Concerns.of(inventory, asked);
    this.manifests = asked.isEmpty() ? asked : manifests();
  }

  /// These findings of that inventory, traced.
  public static List<Traced> of(Registry registry, Inventory inventory, List<Finding> findings) {
    var trace = new Trace(inventory, findings);
    trace.lookIntoQuarantine(registry);
    return findings.stream().map(trace::traced).toList();
  }

  private BitSet manifests() {
    var manifests = (BitSet) inventory.unreadable().clone();
    inventory
        .repositories()
        .forEach(one -> Arrays.stream(one.manifests().digests()).forEach(manifests::set));
    return manifests;
  }

  private Subject subject(Finding finding) {
    return subjects.getOrDefault(
        finding, new Subject(Optional.empty(), Optional.empty(), Optional.empty()));
  }

  /// What would mend a finding if it came back.
  private List<Item> lacking(Finding finding) {
    Optional<Digest> digest = subject(finding).digest();
    boolean lacks =
        finding.kind() == Finding.Kind.MISSING || finding.kind() == Finding.Kind.DANGLING;
    if (!finding.damage() || !lacks || digest.isEmpty()) {
      return List.of();
    }
    var items = new ArrayList<Item>();
    int id = subject(finding).id(inventory);
    boolean there = id != Digests.NONE && inventory.blobs().get(id);
    if (!there || finding.kind() == Finding.Kind.MISSING) {
      items.add(new Item.Blob(digest.get()));
    }
    subject(finding)
        .repository()
        .ifPresent(
            name -> {
              items.add(new Item.ManifestLink(name, digest.get()));
              items.add(new Item.LayerLink(name, digest.get()));
            });
    return items;
  }

  private void lookIntoQuarantine(Registry registry) {
    var wanted = new HashMap<Item, Finding>();
    subjects.keySet().forEach(one -> lacking(one).forEach(item -> wanted.put(item, one)));
    if (wanted.isEmpty()) {
      return;
    }
    for (String run : Runs.ids(registry)) {
      try (var moves = Runs.moves(registry, run)) {
        moves
            .filter(move -> wanted.containsKey(move.item()))
            .forEach(move -> kept.putIfAbsent(move.item(), run));
      }
    }
  }

  private Traced traced(Finding finding) {
    Subject subject = subject(finding);
    int id = subject.id(inventory);
    return new Traced(
        finding,
        concerns(subject, id),
        subject.digest().map(digest -> digest + " " + kind(digest, id)),
        lacking(finding).stream()
            .filter(kept::containsKey)
            .findFirst()
            .map(item -> kept(item, subject)));
  }

  private Traced.Kept kept(Item item, Subject subject) {
    return new Traced.Kept(
        kept.getOrDefault(item, ""), subject.digest().map(Digest::toString).orElse(""));
  }

  private List<String> concerns(Subject subject, int id) {
    if (subject.tag().isPresent()) {
      return subject.tag().stream().toList();
    }
    List<String> needing =
        id == Digests.NONE ? List.of() : concerns.of(id, subject.repository().orElse(""));
    return needing.isEmpty() ? subject.repository().stream().toList() : needing;
  }

  private String kind(Digest digest, int id) {
    if (digest.algorithm().equals(Digest.V1)) {
      return "image";
    }
    boolean manifest = id != Digests.NONE && (inventory.needs().knows(id) || manifests.get(id));
    return manifest ? "manifest" : "blob";
  }
}
