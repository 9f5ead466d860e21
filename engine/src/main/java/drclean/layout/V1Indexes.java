// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Finding;
import drclean.registry.Finding.Effect;
import drclean.registry.Finding.Kind;
import drclean.registry.Inventory;
import drclean.registry.Repository;
import drclean.registry.Tagged;
import drclean.storage.Source;
import java.util.BitSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Checks `_index_images` of each repository: without it no pull works, and while it is spoilt
/// every push fails. What it lists too much or too little does no harm.
record V1Indexes(V1Files files, Inventory inventory) {
  void check(Consumer<Finding> found) {
    files.each("indexes", inventory.repositories(), repository -> check(repository, found));
  }

  private void check(Repository repository, Consumer<Finding> found) {
    String path = Source.join(files.paths().repository(repository.name()), V1Paths.INDEX);
    V1Named named = files.named(path, V1Json::index);
    switch (named.state()) {
      case WHOLE -> content(repository, path, named, found);
      case TORN, UNREADABLE ->
          found.accept(
              damage(
                  Kind.CORRUPT,
                  repository,
                  path,
                  named.why() + ", so every push to the repository fails"));
      case ABSENT -> {
        if (!repository.tags().isEmpty()) {
          found.accept(
              damage(
                  Kind.MISSING,
                  repository,
                  path,
                  "it is not there, so no pull from the repository works"));
        }
      }
    }
  }

  private void content(Repository repository, String path, V1Named named, Consumer<Finding> found) {
    var listed = new BitSet();
    IntStream.of(named.ids()).forEach(listed::set);
    long gone = listed.stream().filter(image -> !inventory.blobs().get(image)).count();
    if (gone > 0) {
      found.accept(
          note(repository, path, "it lists %,d images that are not there".formatted(gone)));
    }
    long unlisted =
        repository.tags().stream()
            .filter(Tagged::readable)
            .filter(tag -> !listed.get(tag.digest()))
            .count();
    if (unlisted > 0) {
      found.accept(
          note(repository, path, "it does not list the images of %,d tags".formatted(unlisted)));
    }
  }

  private static Finding damage(Kind kind, Repository repository, String path, String why) {
    return new Finding(
        kind,
        repository.name(),
        path,
        why,
        "write [] into the file and push to the repository again",
        Effect.DAMAGE);
  }

  private static Finding note(Repository repository, String path, String why) {
    return new Finding(
        Kind.DANGLING, repository.name(), path, why, "nothing is needed", Effect.NOTE);
  }
}
