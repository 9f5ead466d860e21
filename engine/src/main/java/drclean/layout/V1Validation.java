// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.layout.Layout.Depth;
import drclean.registry.Digest;
import drclean.registry.Finding;
import drclean.registry.Finding.Effect;
import drclean.registry.Finding.Kind;
import drclean.registry.Inventory;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/// Checks that what tags need is there and whole: the survey's findings, then the layer and the
/// marks of each image reached, then each repository's index, then, if asked for, all bytes.
final class V1Validation {
  private final V1Files files;
  private final Depth depth;
  private final Inventory inventory;
  private final BitSet reached;
  private final V1Faults faults;

  V1Validation(V1Files files, Depth depth) {
    V1Survey.Seen seen = V1Survey.of(files);
    this.files = files;
    this.depth = depth;
    this.inventory = seen.inventory();
    this.reached = seen.reached();
    this.faults = new V1Faults(inventory.digests(), inventory.repositories(), inventory.needs());
  }

  Inventory run(Consumer<Finding> found) {
    Consumer<Finding> one =
        finding -> {
          synchronized (found) {
            found.accept(finding);
          }
        };
    inventory.findings().forEach(one);
    var there = (BitSet) reached.clone();
    there.and(inventory.blobs());
    files.each("layers", there.stream().boxed().toList(), image -> image(image, one));
    new V1Indexes(files, inventory).check(one);
    if (depth == Depth.BYTES) {
      List<Integer> all = inventory.blobs().stream().boxed().toList();
      files.each("bytes", all, image -> bytes(image, one));
    }
    return inventory;
  }

  private void image(int image, Consumer<Finding> found) {
    Digest id = inventory.digests().get(image);
    String layer = V1Paths.file(id, "layer");
    if (files.source().stat(layer).absent()) {
      found.accept(finding(Kind.MISSING, image, layer, "its layer is missing"));
    }
    if (depth == Depth.NAMES && uploading(id)) {
      found.accept(uploading(image, "and every pull of it is refused"));
    }
  }

  private boolean uploading(Digest id) {
    return files.stat(V1Paths.file(id, "_inprogress")).isPresent();
  }

  private Finding uploading(int image, String more) {
    String path = V1Paths.file(inventory.digests().get(image), "_inprogress");
    return finding(Kind.CORRUPT, image, path, "it is marked as being uploaded, " + more);
  }

  private void bytes(int image, Consumer<Finding> found) {
    Digest id = inventory.digests().get(image);
    boolean uploading = uploading(id);
    if (uploading && !reached.get(image)) {
      return;
    }
    V1Checksum checksum = V1Checksum.of(files.source(), id);
    if (uploading) {
      found.accept(
          uploading(
              image,
              checksum instanceof V1Checksum.Right
                  ? "yet all its bytes are right: the mark is stale"
                  : "and every pull of it is refused"));
    }
    String path = V1Paths.file(id, "_checksum");
    switch (checksum) {
      case V1Checksum.Right _ -> {}
      case V1Checksum.Wrong(var actual) ->
          found.accept(
              finding(
                  Kind.CORRUPT,
                  image,
                  path,
                  "its json and layer have the checksum %s, which is another one"
                      .formatted(actual)));
      case V1Checksum.Spoilt(var why) -> found.accept(finding(Kind.CORRUPT, image, path, why));
      case V1Checksum.Unknown(var why) -> found.accept(unknown(id, path, why));
    }
  }

  private static Finding unknown(Digest id, String path, String why) {
    return new Finding(Kind.EXTERNAL, id.toString(), path, why, "nothing is needed", Effect.NOTE);
  }

  /// Damage where tags need the image, else a note.
  private Finding finding(Kind kind, int image, String path, String why) {
    String id = inventory.digests().get(image).toString();
    boolean needed = reached.get(image);
    String repair =
        needed
            ? "push %s again, or remove the tags that need it".formatted(id)
            : "no tag needs it; scrub takes it";
    return new Finding(
        kind, id, path, faults.needed(image) + why, repair, needed ? Effect.DAMAGE : Effect.NOTE);
  }
}
