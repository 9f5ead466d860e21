// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// Where a registry's bytes lie, for reading only. Paths are relative to the root, with `/` between
/// names and none at the ends; the root is the empty path. A byte of a name that is not UTF-8 is
/// spelt as the lone surrogate `\uDC80` to `\uDCFF`, so that every name has exactly one spelling.
///
/// A source follows symbolic links when it lists, reads and opens, and does not when it stats.
public interface Source {
  /// The names in a folder, in no order.
  Answer<List<String>> list(String folder);

  /// The whole content of a regular file that is no longer than `limit` bytes; a longer one is
  /// unreadable.
  Answer<Content> read(String path, int limit);

  /// The same without its time, which a disk tells only when it is asked once more.
  default Answer<byte[]> bytes(String path, int limit) {
    return read(path, limit).map(Content::bytes);
  }

  /// Kind, size and time of what lies at this path, not following a symbolic link.
  Answer<Stat> stat(String path);

  /// Which file lies at this path, if it is one that lies in other places, too.
  default Optional<Shared> shared(String path) {
    return Optional.empty();
  }

  /// Where a path leads when every symbolic link on it is followed: one name for one place.
  default Answer<String> real(String path) {
    return stat(path).map(_ -> path);
  }

  /// The content of a regular file as a stream; the caller closes it.
  ///
  /// @throws IOException when it cannot be opened
  InputStream open(String path) throws IOException;

  /// The path of a name in a folder.
  static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }
}
