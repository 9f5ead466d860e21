// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digests;
import drclean.registry.Finding;
import drclean.registry.Finding.Effect;
import drclean.registry.Finding.Kind;
import drclean.registry.Inventory;
import drclean.registry.Needs;
import drclean.registry.Repository;
import drclean.registry.Sizes;
import drclean.storage.Answer;
import drclean.storage.Source;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Surveys a v1 registry: tags first, then the names of the images, then who needs whom from the
/// tags on. In this order, because a push writes an image before the tag on it.
final class V1Survey {
  private final V1Files files;
  private final Digests digests;
  private final Needs needs = new Needs();
  private final Sizes sizes = new Sizes();
  private final BitSet blobs = new BitSet();
  private final BitSet unreadable = new BitSet();
  private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();

  private V1Survey(V1Files files) {
    this.files = files;
    this.digests = files.digests();
  }

  /// An inventory, and which images its tags reach.
  record Seen(Inventory inventory, BitSet reached) {}

  static Seen of(V1Files files) {
    return new V1Survey(files).survey();
  }

  private Seen survey() {
    List<Repository> repositories = new V1Repositories(files, findings::add).read();
    Optional<List<String>> names = names();
    names.ifPresent(all -> all.forEach(this::image));
    new V1Kinds(files, blobs).strange(repositories).ifPresent(findings::add);
    BitSet reached = names.isPresent() ? descend(repositories) : new BitSet();
    return new Seen(inventory(repositories), reached);
  }

  private Optional<List<String>> names() {
    return switch (files.source().list(V1Paths.IMAGES)) {
      case Answer.Found<List<String>>(var names) -> Optional.of(names);
      case Answer.Absent<List<String>> _ -> Optional.empty();
      case Answer.Unreadable<List<String>>(var why) -> {
        findings.add(hidden(why));
        yield Optional.empty();
      }
    };
  }

  private static Finding hidden(String why) {
    return new Finding(
        Kind.UNREADABLE,
        V1Paths.IMAGES,
        V1Paths.IMAGES,
        "the images cannot be listed: " + why,
        "make the folder readable for this user",
        Effect.BLOCKS);
  }

  private void image(String name) {
    int image = V1Json.id(name, digests);
    if (image == Digests.NONE) {
      findings.add(foreign(name));
    } else {
      blobs.set(image);
    }
  }

  private static Finding foreign(String name) {
    String path = Source.join(V1Paths.IMAGES, name);
    return new Finding(
        Kind.STRAY,
        path,
        path,
        "its name is not the id of an image (16 or 64 lower-case hexadecimal digits)",
        "nothing is needed; it is left alone",
        Effect.NOTE);
  }

  private BitSet descend(List<Repository> repositories) {
    var descent = new V1Descent(files, needs, sizes);
    for (Repository repository : repositories) {
      repository.tags().stream().filter(t -> t.readable()).forEach(t -> descent.begin(t.digest()));
    }
    descent.run();
    if (!descent.faulty().isEmpty()) {
      explain(descent, new V1Faults(digests, repositories, needs));
    }
    return descent.met();
  }

  /// A folder without a word of the image is none.
  private void explain(V1Descent descent, V1Faults faults) {
    for (V1Image image : descent.faulty()) {
      boolean decided = descent.decided(image);
      unreadable.set(image.self(), !decided);
      findings.add(decided ? faults.damage(image) : faults.undecided(image, blobs));
      if (image.absent()) {
        blobs.clear(image.self());
      }
    }
  }

  private Inventory inventory(List<Repository> repositories) {
    List<Finding> sorted =
        findings.stream()
            .sorted(Comparator.comparing(Finding::path).thenComparing(Finding::why))
            .toList();
    return new Inventory("v1", digests, repositories, blobs, unreadable, needs, sizes, sorted);
  }
}
