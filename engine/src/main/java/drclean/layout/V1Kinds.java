// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Doubt;
import drclean.registry.Finding;
import drclean.registry.Finding.Effect;
import drclean.registry.Finding.Kind;
import drclean.registry.Repository;
import drclean.storage.Answer;
import drclean.storage.Stat;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Tells a v1 registry whose tags lie here from folders that only look like one: a mirror, one
/// whose repositories are not mounted, another layout, a folder above or below the right one.
record V1Kinds(V1Files files, BitSet images) {
  /// Why this is no registry to be cleaned, if it is none.
  Optional<Finding> strange(List<Repository> repositories) {
    boolean hasImages = there(V1Paths.IMAGES);
    boolean hasRepositories = there(files.paths().repositories());
    if (!hasImages && !hasRepositories) {
      return Optional.of(elsewhere());
    }
    if (!hasRepositories && !images.isEmpty()) {
      return Optional.of(
          new Finding(
              Kind.ORPHAN,
              files.paths().repositories(),
              files.paths().repositories(),
              "images are here and the repositories that need them are not",
              "mount the repositories, name the folder that holds both, or add %s if all may go"
                  .formatted(Doubt.NOTHING_IS_TAGGED.option()),
              Effect.BLOCKS));
    }
    if (!hasImages && repositories.stream().anyMatch(r -> !r.tags().isEmpty())) {
      return Optional.of(
          refused(
              V1Paths.IMAGES,
              "tags are here and the images that they need are not",
              "mount the images, or name the folder that holds both; images in Glance cannot be"
                  + " cleaned from here"));
    }
    boolean untagged = repositories.stream().allMatch(r -> r.tags().isEmpty());
    return untagged && mirror() ? Optional.of(mirrored()) : Optional.empty();
  }

  private boolean there(String path) {
    return files
        .stat(path)
        .filter(stat -> stat.kind() != Stat.Kind.LINK || !files.source().list(path).absent())
        .isPresent();
  }

  /// A mirror stores what was pulled through it: never a tag, a checksum or a mark of an upload.
  private boolean mirror() {
    return images.stream().noneMatch(image -> has(image, "_checksum") || has(image, "_inprogress"))
        && images.stream().anyMatch(image -> has(image, "json"));
  }

  private boolean has(int image, String file) {
    Digest id = files.digests().get(image);
    return files.stat(V1Paths.file(id, file)).isPresent();
  }

  private static Finding mirrored() {
    return refused(
        V1Paths.IMAGES,
        "this is a mirror: its images were pulled through it, and the tags that need them are not"
            + " here",
        "a mirror may be emptied whole while it is stopped; there is nothing to tell its images"
            + " apart by");
  }

  private Finding elsewhere() {
    if (files.stat("docker/registry/v2").isPresent()
        || files.stat("registry/v2").isPresent()
        || files.stat("v2").isPresent()) {
      return refused("", "this is the storage of a v2 registry", "choose the layout v2");
    }
    boolean below =
        files.source().list("") instanceof Answer.Found<List<String>>(var names)
            && names.stream().anyMatch(name -> V1Paths.image(name).isPresent());
    return below
        ? refused("", "this is the folder of the images itself", "name the folder above it")
        : refused(
            "", "neither images nor repositories are here", "name the registry's storage_path");
  }

  private static Finding refused(String path, String why, String repair) {
    return new Finding(Kind.REFUSED, path, path, why, repair, Effect.BLOCKS);
  }

  /// Whether what lies at a path is a folder of its own, not a link to one.
  static boolean folder(Optional<Stat> stat) {
    return stat.filter(s -> s.kind() == Stat.Kind.FOLDER).isPresent();
  }
}
