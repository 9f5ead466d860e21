// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Ints;
import drclean.registry.Needs;
import drclean.registry.Sizes;
import drclean.storage.Stat;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/// Reads from images to what they need, level by level, until nothing new is met. Each image is
/// read once; a loop ends where it began.
final class V1Descent {
  private final V1Files files;
  private final Needs needs;
  private final Sizes sizes;
  private final BitSet met = new BitSet();
  private final BitSet covered = new BitSet();
  private final Queue<V1Image> faulty = new ConcurrentLinkedQueue<>();
  private Ints next = new Ints();

  V1Descent(V1Files files, Needs needs, Sizes sizes) {
    this.files = files;
    this.needs = needs;
    this.sizes = sizes;
  }

  /// Says where to begin; nothing is read yet.
  void begin(int image) {
    if (!met.get(image)) {
      met.set(image);
      next.add(image);
    }
  }

  /// Reads all that the beginnings need.
  void run() {
    while (!next.isEmpty()) {
      List<Integer> level = IntStream.of(next.toArray()).boxed().toList();
      next = new Ints();
      files.each("images", level, this::read);
      level.forEach(image -> needs.each(image, this::begin));
    }
  }

  private void read(int image) {
    if (needs.knows(image)) {
      return;
    }
    Digest id = files.digests().get(image);
    V1Named ancestry = files.named(V1Paths.file(id, "ancestry"), V1Json::ancestry);
    V1Named json = files.named(V1Paths.file(id, "json"), V1Json::parent);
    var read = V1Image.of(image, ancestry, json);
    needs.put(image, read.needs());
    if (read.ancestry().whole()) {
      cover(read);
    }
    if (read.faulty()) {
      faulty.add(read);
    }
    if (!read.absent()) {
      sizes.claimed(image, read.bytes() + layer(id));
    }
  }

  /// A whole ancestry tells all that its members need, too.
  private synchronized void cover(V1Image image) {
    for (int id : image.ancestry().ids()) {
      if (id != image.self()) {
        covered.set(id);
      }
    }
  }

  private long layer(Digest id) {
    return files.stat(V1Paths.file(id, "layer")).map(Stat::size).orElse(0L);
  }

  /// All images met, the beginnings too.
  BitSet met() {
    return (BitSet) met.clone();
  }

  /// The images of which something is wrong.
  List<V1Image> faulty() {
    return new ArrayList<>(faulty);
  }

  /// Whether what this image needs is known, by its own word or that of an image above it.
  boolean decided(V1Image image) {
    return image.decided() || covered.get(image.self());
  }
}
