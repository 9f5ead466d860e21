// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.registry.Digest;
import drclean.registry.Digests;
import drclean.registry.Ints;
import drclean.registry.Inventory;
import drclean.registry.Repository;
import drclean.registry.Tagged;
import drclean.retention.Policy;
import drclean.retention.judging.References.Reference;
import drclean.retention.judging.Told.Said;
import drclean.retention.judging.Told.Silent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the policy's `digests` and all its sources of use protect; and the sources that did not
/// tell, for which everything stays.
final class InUse {
  private final Inventory inventory;
  private final Map<String, Map<String, String>> tags = new HashMap<>();
  private final Map<Integer, String> digests = new HashMap<>();
  private final List<String> silent = new ArrayList<>();
  private final List<Warning> warnings = new ArrayList<>();
  private final Map<String, Set<String>> names = new HashMap<>();
  private final Map<String, Repository> repositories = new HashMap<>();

  InUse(Policy policy, Inventory inventory, Evidence evidence) {
    this.inventory = inventory;
    if (!policy.protect().inUse().isEmpty()) {
      inventory.repositories().forEach(one -> repositories.put(one.name(), one));
    }
    policy.protect().digests().forEach(digest -> digest(digest, "protect.digests"));
    for (String source : policy.protect().inUse()) {
      Told<References> told =
          evidence.inUse().getOrDefault(source, Told.silent("it was not asked"));
      switch (told) {
        case Said<References>(var references) -> told(source, references);
        case Silent<References>(var why) -> silent(source, why);
      }
    }
  }

  private void silent(String source, String why) {
    silent.add(Warning.Blocks.silent(source, why).why());
  }

  /// A source that names nothing of this registry names its images otherwise, and would protect
  /// none of them.
  private void told(String source, References references) {
    List<Reference> all = references.all();
    List<String> nowhere =
        all.stream().filter(reference -> !here(reference)).map(Reference::text).toList();
    if (nowhere.size() == all.size()) {
      silent(source, "none of its references names anything here");
      return;
    }
    add(source, references);
    if (!nowhere.isEmpty()) {
      warnings.add(new Warning.NamesNothing(source, all.size(), nowhere));
    }
  }

  private boolean here(Reference reference) {
    return reference.digest().filter(d -> inventory.digests().find(d) != Digests.NONE).isPresent()
        || reference.tags().stream()
            .anyMatch(name -> named(name.repository()).contains(name.tag()));
  }

  /// The names of the tags of a repository.
  private Set<String> named(String repository) {
    return names.computeIfAbsent(repository, this::tagsHere);
  }

  private Set<String> tagsHere(String name) {
    Repository repository = repositories.get(name);
    return repository == null
        ? Set.of()
        : repository.tags().stream().map(Tagged::name).collect(Collectors.toSet());
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

  /// What its sources may not mean.
  List<Warning> warnings() {
    return warnings;
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
