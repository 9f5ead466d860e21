// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

import java.io.IOException;
import java.io.OutputStream;

/// A source whose things can be moved. Every change is whole or has not happened. What goes wrong
/// is thrown as a [StorageException]; nothing here ever replaces or deletes content by accident.
public interface Storage extends Source {
  /// Moves a file or a whole folder, making the folders above the target; atomic. What already lies
  /// at the target is never replaced, but for one case: on a disk, a file that comes to lie at the
  /// target of another file between the look at it and the rename.
  ///
  /// @return what happened
  Moved move(String from, String to);

  /// As [#move], for what nobody else changes at `from`: then not even a file is replaced that
  /// somebody writes at the target in this very moment.
  default Moved moveBack(String from, String to) {
    return move(from, to);
  }

  /// How a move ended.
  enum Moved {
    DONE,
    /// Nothing lies at the place it should come from.
    GONE,
    /// Something lies at the place it should go to; both stay.
    TAKEN
  }

  /// Saves a file whole: its bytes are on the disk when this returns, and what it held before was
  /// whole until then.
  void save(String path, Writing writing);

  /// Makes a file that must not exist yet; false when it does.
  boolean create(String path, byte[] bytes);

  /// Replaces a small file's bytes if they are still the expected ones; false when they are not.
  boolean replace(String path, byte[] expected, byte[] bytes);

  /// Puts other bytes in the place of a file, with its rights, while the old file comes to lie at
  /// `aside`; who reads the place meets one or the other. A crash may leave the old one at both.
  ///
  /// @return false when the file does not hold what is expected, and nothing has changed
  boolean swap(String path, byte[] expected, byte[] bytes, String aside);

  /// Moves a file back over the one in its place if that holds what is expected; false when it does
  /// not.
  boolean swapBack(String aside, String path, byte[] expected);

  /// Deletes a file or an empty folder; false when nothing was there.
  boolean delete(String path);

  /// Removes a folder that is empty; false when it is not empty or not there.
  boolean removeEmptyFolder(String path);

  /// Makes a folder and those above it.
  void makeFolder(String path);

  /// Writes the content of a file to be saved.
  interface Writing {
    void to(OutputStream out) throws IOException;
  }
}
