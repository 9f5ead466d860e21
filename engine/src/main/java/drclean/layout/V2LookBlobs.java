// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Finding;
import drclean.storage.Answer;
import drclean.storage.Stat;

/// Looks at candidate blobs: their sizes and ages, and folders without content.
final class V2LookBlobs {
  private final V2LookTables shared;
  private final V2LookFolder folders;

  V2LookBlobs(V2LookTables shared) {
    this.shared = shared;
    this.folders = new V2LookFolder(shared);
  }

  void look(int blob) {
    Digest digest = shared.inventory.digests().get(blob);
    String path = shared.tables.paths.data(digest);
    switch (shared.tables.source.stat(path)) {
      case Answer.Found<Stat>(var stat) when stat.kind() == Stat.Kind.FILE -> found(blob, stat);
      case Answer.Found<Stat> _ -> {
        shared.tables.note(
            Finding.Kind.STRAY, digest.toString(), path, "it is no file, and is left alone");
        shared.youngBlob(blob);
      }
      case Answer.Absent<Stat> _ -> withoutData(blob, shared.tables.paths.blob(digest));
      case Answer.Unreadable<Stat>(var why) -> {
        shared.unreadable(path, why);
        shared.youngBlob(blob);
      }
    }
  }

  private void found(int blob, Stat stat) {
    shared.inventory.sizes().seen(blob, stat.size());
    if (shared.young(stat.time())) {
      shared.youngBlob(blob);
    }
  }

  private void withoutData(int blob, String folder) {
    switch (folders.look(folder)) {
      case V2LookFolder.Fate.Hollow _ -> {
        shared.inventory.sizes().seen(blob, 0);
        shared.hollowBlob(blob);
      }
      case V2LookFolder.Fate.Debris(var bytes) -> shared.inventory.sizes().seen(blob, bytes);
      case V2LookFolder.Fate.Stays _ -> shared.youngBlob(blob);
    }
  }
}
