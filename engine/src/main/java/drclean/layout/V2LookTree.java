// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.storage.Answer;
import drclean.storage.Source;
import drclean.storage.Stat;
import java.time.Instant;
import java.util.List;

/// The bytes and the newest time of a small tree of files, such as an upload's.
final class V2LookTree {
  private static final int DEEPEST = 8;

  private final Source source;
  private long bytes;
  private boolean known = true;
  private Instant newest = Instant.MIN;
  private Instant folder = Instant.MIN;

  V2LookTree(Source source) {
    this.source = source;
  }

  /// Whether all of it could be read, and anything was there.
  boolean known() {
    return known && newest().isAfter(Instant.MIN);
  }

  long bytes() {
    return bytes;
  }

  /// The newest time of its files; of its folders where it has no file.
  Instant newest() {
    return newest.isAfter(Instant.MIN) ? newest : folder;
  }

  void add(String path) {
    add(path, 0);
  }

  private void add(String path, int depth) {
    switch (source.stat(path)) {
      case Answer.Found<Stat>(var stat) -> add(path, stat, depth);
      case Answer.Absent<Stat> _ -> {}
      case Answer.Unreadable<Stat> _ -> known = false;
    }
  }

  private void add(String path, Stat stat, int depth) {
    if (stat.kind() != Stat.Kind.FOLDER) {
      newest = later(newest, stat.time());
      bytes += stat.size();
      return;
    }
    folder = later(folder, stat.time());
    if (depth < DEEPEST && source.list(path) instanceof Answer.Found<List<String>>(var names)) {
      names.forEach(name -> add(path + "/" + name, depth + 1));
    } else {
      known = false;
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
