// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.storage.Source;
import drclean.storage.Stat;
import java.time.Instant;
import java.util.List;

/// Whether something was written lately, by the times of the files that say so: a registry writes a
/// link again at each push, and appends to an upload.
final class Freshness {
  private Freshness() {}

  static boolean after(Source source, String path, Item item, Instant horizon) {
    return witnesses(item).stream()
        .flatMap(name -> source.stat(path + name).found().stream())
        .anyMatch(stat -> stat.kind() == Stat.Kind.FILE && stat.time().isAfter(horizon));
  }

  /// The files below an item that are written when it is; empty for the item itself.
  private static List<String> witnesses(Item item) {
    return switch (item) {
      case Item.Tag _ -> List.of("", "/current/link");
      case Item.History _, Item.ManifestLink _, Item.LayerLink _ -> List.of("/link");
      case Item.Upload _ -> List.of("/data", "/startedat");
      case Item.Blob(var digest) when digest.algorithm().equals(Digest.V1) ->
          List.of("/json", "/ancestry", "/layer", "/_checksum", "/_inprogress");
      case Item.Debris _ -> List.of("", "/link", "/data");
      case Item.Metadata _, Item.Index _, Item.Blob _, Item.Folder _ -> List.of();
    };
  }
}
