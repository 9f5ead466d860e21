// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.storage.Answer;
import drclean.storage.Content;
import drclean.storage.Stat;
import drclean.storage.Storage;
import drclean.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.util.List;

/// A storage whose n-th change fails or is the death of the process. It watches that nothing is
/// written or deleted outside the quarantine.
final class FaultyStorage implements Storage {
  private final Storage below;
  private final int fatal;
  private final Fault fault;
  private int changes;

  enum Fault {
    NONE,
    /// This one change fails.
    FAILURE,
    /// From this change on nothing happens any more.
    DEATH
  }

  /// The process is dead.
  static final class Crash extends Error {
    @Serial private static final long serialVersionUID = 1;
  }

  FaultyStorage(Storage below, Fault fault, int fatal) {
    this.below = below;
    this.fault = fault;
    this.fatal = fatal;
  }

  int changes() {
    return changes;
  }

  private void change(String operation, String path) {
    changes++;
    if (fault == Fault.DEATH && changes >= fatal) {
      throw new Crash();
    }
    if (fault == Fault.FAILURE && changes == fatal) {
      throw new StorageException(operation, path, new IOException("the disk is full"));
    }
  }

  private static void requireQuarantine(String path) {
    if (!path.startsWith(Registry.QUARANTINE + "/")) {
      throw new AssertionError("changed outside the quarantine: " + path);
    }
  }

  @Override
  public Moved move(String from, String to) {
    change("move", from);
    return below.move(from, to);
  }

  @Override
  public void save(String path, Writing writing) {
    requireQuarantine(path);
    change("save", path);
    below.save(path, writing);
  }

  @Override
  public boolean create(String path, byte[] bytes) {
    requireQuarantine(path);
    change("create", path);
    return below.create(path, bytes);
  }

  @Override
  public boolean replace(String path, byte[] expected, byte[] bytes) {
    requireQuarantine(path);
    change("replace", path);
    return below.replace(path, expected, bytes);
  }

  @Override
  public boolean delete(String path) {
    requireQuarantine(path);
    change("delete", path);
    return below.delete(path);
  }

  @Override
  public boolean removeEmptyFolder(String path) {
    change("remove", path);
    return below.removeEmptyFolder(path);
  }

  @Override
  public void makeFolder(String path) {
    change("make", path);
    below.makeFolder(path);
  }

  @Override
  public Answer<List<String>> list(String folder) {
    return below.list(folder);
  }

  @Override
  public Answer<Content> read(String path, int limit) {
    return below.read(path, limit);
  }

  @Override
  public Answer<Stat> stat(String path) {
    return below.stat(path);
  }

  @Override
  public InputStream open(String path) throws IOException {
    return below.open(path);
  }
}
