// SPDX-License-Identifier: Apache-2.0
package drclean.registry;

import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// What one survey of a registry saw.
///
/// @param layout the name of the layout that read it
/// @param digests the table behind every int here
/// @param repositories all of them, in the order that other values refer to
/// @param blobs which digests have content in the registry
/// @param unreadable which digests are manifests whose needs are not known
/// @param needs who needs whom
/// @param sizes the sizes that are known
/// @param findings what is wrong
public record Inventory(
    String layout,
    Digests digests,
    List<Repository> repositories,
    BitSet blobs,
    BitSet unreadable,
    Needs needs,
    Sizes sizes,
    List<Finding> findings) {
  public Inventory {
    repositories = List.copyOf(repositories);
    findings = List.copyOf(findings);
  }

  /// What there would be without some tags: the places of those that go, for each repository.
  public Inventory without(IntFunction<BitSet> tags) {
    List<Repository> left =
        IntStream.range(0, repositories.size())
            .mapToObj(place -> repositories.get(place).without(tags.apply(place)))
            .toList();
    return new Inventory(layout, digests, left, blobs, unreadable, needs, sizes, findings);
  }

  /// The findings that forbid any plan.
  public List<Finding> blocking() {
    return findings.stream().filter(f -> f.effect() == Finding.Effect.BLOCKS).toList();
  }

  /// Whether anything at all refers to a blob here.
  public boolean refersToNothing() {
    return repositories.stream().allMatch(r -> r.tags().isEmpty() && r.manifests().size() == 0);
  }
}
