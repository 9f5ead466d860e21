// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.registry.Digest;
import drclean.registry.Digests;
import drclean.registry.Ints;
import drclean.registry.Inventory;
import drclean.retention.Policy;
import drclean.retention.judging.Told.Said;
import drclean.retention.judging.Told.Silent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the policy's `digests` and all its sources of use protect; and the sources that did not
/// tell, for which everything stays.
final class InUse {
  private final Inventory inventory;
  private final Map<String, Map<String, String>> tags = new HashMap<>();
  private final Map<Integer, String> digests = new HashMap<>();
  private final List<String> silent = new ArrayList<>();

  InUse(Policy policy, Inventory inventory, Evidence evidence) {
    this.inventory = inventory;
    policy.protect().digests().forEach(digest -> digest(digest, "protect.digests"));
    for (String source : policy.protect().inUse()) {
      Told<References> told =
          evidence.inUse().getOrDefault(source, Told.silent("it was not asked"));
      switch (told) {
        case Said<References>(var references) when !here(references) ->
            silent(source, "none of its references names anything here");
        case Said<References>(var references) -> add(source, references);
        case Silent<References>(var why) -> silent(source, why);
      }
    }
  }

  private void silent(String source, String why) {
    silent.add("in-use source %s does not tell: %s".formatted(source, why));
  }

  /// Whether a source speaks of this registry at all: one that names its images otherwise would
  /// protect none of them.
  private boolean here(References references) {
    return references.digests().keySet().stream()
            .anyMatch(digest -> inventory.digests().find(digest) != Digests.NONE)
        || inventory.repositories().stream()
            .anyMatch(
                repository ->
                    repository.tags().stream()
                        .map(tag -> new References.Name(repository.name(), tag.name()))
                        .anyMatch(references.tags()::containsKey));
  }

  private void add(String source, References references) {
    references
        .tags()
        .forEach(
            (name, user) ->
                tags.computeIfAbsent(name.repository(), _ -> new HashMap<>())
                    .put(name.tag(), "in-use %s %s".formatted(source, user)));
    references
        .digests()
        .forEach((digest, user) -> digest(digest, "in-use %s %s".formatted(source, user)));
  }

  private void digest(Digest digest, String why) {
    int id = inventory.digests().find(digest);
    if (id != Digests.NONE) {
      digests.put(id, why);
    }
  }

  /// The sources that did not tell.
  List<String> silent() {
    return silent;
  }

  /// The tags of a repository that are in use, each with who says so.
  Map<String, String> tags(String repository) {
    return tags.getOrDefault(repository, Map.of());
  }

  /// The digests that are protected or in use, each with who says so.
  Map<Integer, String> digests() {
    return digests;
  }

  /// Who says that a digest, or one that it consists of, is in use: a manifest is also in use by
  /// the digest of its configuration, which engines call the image's.
  Optional<String> digest(int digest) {
    if (digests.isEmpty() || digest < 0) {
      return Optional.empty();
    }
    var seen = new BitSet();
    var ahead = new Ints();
    ahead.add(digest);
    while (!ahead.isEmpty()) {
      int part = ahead.pop();
      String why = digests.get(part);
      if (why != null) {
        return Optional.of(why);
      }
      if (!seen.get(part)) {
        seen.set(part);
        inventory.needs().each(part, ahead::add);
      }
    }
    return Optional.empty();
  }
}
