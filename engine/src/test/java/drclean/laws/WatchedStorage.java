// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import drclean.run.Registry;
import drclean.storage.Answer;
import drclean.storage.Content;
import drclean.storage.Stat;
import drclean.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// A storage that counts its changes, lets something happen around each, and fails a test that
/// deletes or writes anything outside the quarantine.
public final class WatchedStorage implements Storage {
  /// What happens around the n-th change, n from 1.
  public interface Watch {
    void before(int change, String what);

    default void after(int change, String what) {}

    /// Asked before each reading, too.
    default void reading() {}
  }

  private final Storage storage;
  private final Watch watch;
  private int changes;

  /// Watches the changes of this storage.
  public WatchedStorage(Storage storage, Watch watch) {
    this.storage = storage;
    this.watch = watch;
  }

  int changes() {
    return changes;
  }

  private interface Change<T> {
    T happen();
  }

  private <T> T change(String what, Change<T> change) {
    changes++;
    int mine = changes;
    watch.before(mine, what);
    T done = change.happen();
    watch.after(mine, what);
    return done;
  }

  private static void inside(String what, String path) {
    if (!path.startsWith(Registry.QUARANTINE + "/")) {
      throw new AssertionError("law 5: " + what + " outside the quarantine: " + path);
    }
  }

  @Override
  public Moved move(String from, String to) {
    boolean away = to.startsWith(Registry.QUARANTINE + "/") && to.endsWith("/" + from);
    boolean back = from.startsWith(Registry.QUARANTINE + "/") && from.endsWith("/" + to);
    boolean within =
        from.startsWith(Registry.QUARANTINE + "/") && to.startsWith(Registry.QUARANTINE + "/");
    if (within) {
      return change("commit " + from, () -> storage.move(from, to));
    }
    if (!away && !back) {
      throw new AssertionError("law 5: moved " + from + " to " + to);
    }
    return change((away ? "away " : "back ") + (away ? from : to), () -> storage.move(from, to));
  }

  @Override
  public void save(String path, Writing writing) {
    inside("save", path);
    change(
        "save",
        () -> {
          storage.save(path, writing);
          return true;
        });
  }

  @Override
  public boolean create(String path, byte[] bytes) {
    inside("create", path);
    return change("create", () -> storage.create(path, bytes));
  }

  @Override
  public boolean replace(String path, byte[] expected, byte[] bytes) {
    inside("replace", path);
    return change("replace", () -> storage.replace(path, expected, bytes));
  }

  @Override
  public boolean swap(String path, byte[] expected, byte[] bytes, String aside) {
    inside("kept a list", aside);
    return change("away " + path, () -> storage.swap(path, expected, bytes, aside));
  }

  @Override
  public boolean swapBack(String aside, String path, byte[] expected) {
    inside("gave back a list", aside);
    return change("back " + path, () -> storage.swapBack(aside, path, expected));
  }

  @Override
  public boolean delete(String path) {
    inside("delete", path);
    return change("delete", () -> storage.delete(path));
  }

  @Override
  public boolean removeEmptyFolder(String path) {
    return change("rmdir " + path, () -> storage.removeEmptyFolder(path));
  }

  @Override
  public void makeFolder(String path) {
    change(
        "mkdir",
        () -> {
          storage.makeFolder(path);
          return true;
        });
  }

  @Override
  public Answer<List<String>> list(String folder) {
    watch.reading();
    return storage.list(folder);
  }

  @Override
  public Answer<Content> read(String path, int limit) {
    watch.reading();
    return storage.read(path, limit);
  }

  @Override
  public Answer<Stat> stat(String path) {
    watch.reading();
    return storage.stat(path);
  }

  @Override
  public InputStream open(String path) throws IOException {
    watch.reading();
    return storage.open(path);
  }
}
