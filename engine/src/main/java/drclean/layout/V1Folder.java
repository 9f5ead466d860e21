// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.storage.Answer;
import drclean.storage.Shared;
import drclean.storage.Source;
import drclean.storage.Stat;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The folder of one image as a close look sees it.
///
/// @param names what lies in it
/// @param bytes the sum of all its files, but for a layer that lies elsewhere, too
/// @param layer the layer if it is such a file
/// @param newest the newest time of the files that a push writes; the folder's own when none is
///   there
record V1Folder(Set<String> names, long bytes, Instant newest, Optional<Layer> layer) {
  /// A layer by hard links.
  record Layer(Shared file, long bytes) {}

  private static final Set<String> PUSHED =
      Set.of("json", "ancestry", "layer", "_checksum", "_inprogress");

  /// Looks at a folder; nothing when it is not there or cannot be read.
  static Optional<V1Folder> at(V1Files files, String path) {
    Optional<List<String>> names = files.source().list(path).found();
    return names.flatMap(all -> files.stat(path).map(stat -> of(files, path, all, stat.time())));
  }

  private static V1Folder of(V1Files files, String path, List<String> names, Instant own) {
    long bytes = 0;
    Instant newest = Instant.MIN;
    Optional<Layer> layer = Optional.empty();
    for (String name : names) {
      String file = Source.join(path, name);
      Optional<Stat> stat = files.stat(file);
      bytes += stat.map(s -> bytes(files, file, s)).orElse(0L);
      if (name.equals("layer") && stat.isPresent()) {
        long length = stat.get().size();
        layer = files.source().shared(file).map(shared -> new Layer(shared, length));
      }
      newest =
          stat.filter(_ -> PUSHED.contains(name))
              .map(Stat::time)
              .filter(newest::isBefore)
              .orElse(newest);
    }
    return new V1Folder(
        new HashSet<>(names),
        bytes - layer.map(Layer::bytes).orElse(0L),
        newest.equals(Instant.MIN) ? own : newest,
        layer);
  }

  private static long bytes(V1Files files, String path, Stat stat) {
    if (stat.kind() != Stat.Kind.FOLDER) {
      return stat.size();
    }
    long bytes = 0;
    if (files.source().list(path) instanceof Answer.Found<List<String>>(var names)) {
      for (String name : names) {
        String inner = Source.join(path, name);
        bytes += files.stat(inner).map(s -> bytes(files, inner, s)).orElse(0L);
      }
    }
    return bytes;
  }

  /// Whether an upload began and was never finished.
  boolean uploading() {
    return names.contains("_inprogress");
  }

  /// Whether only the checksum is left, of an image that was taken away while its layer was
  /// written.
  boolean husk() {
    return names.equals(Set.of("_checksum"));
  }

  boolean empty() {
    return names.isEmpty();
  }

  boolean after(Instant horizon) {
    return newest.isAfter(horizon);
  }
}
