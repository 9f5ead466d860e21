// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// A storage in the memory of the process: one sorted map from path to node, the root is the empty
/// path. For tests, and for asking what a change would do. As on a disk, a folder is as old as the
/// last coming, going or moving of what lies directly in it.
public final class MemoryStorage implements Storage {
  /// A file when it has content, else a folder.
  private record Node(Optional<byte[]> content, Instant time) {}

  private final NavigableMap<String, Node> nodes = new TreeMap<>();
  private final InstantSource clock;

  /// An empty storage; what is written gets its time from this clock.
  public MemoryStorage(InstantSource clock) {
    this.clock = clock;
    nodes.put("", new Node(Optional.empty(), clock.instant()));
  }

  /// Puts a file with its time, and the folders above it, whose times stay; replaces one that is
  /// there.
  public synchronized void put(String path, byte[] bytes, Instant time) {
    putFolders(parent(path));
    nodes.put(path, new Node(Optional.of(bytes.clone()), time));
  }

  /// Puts a folder with its time, and those above it, whose times stay.
  public synchronized void putFolder(String path, Instant time) {
    putFolders(parent(path));
    nodes.put(path, new Node(Optional.empty(), time));
  }

  private void putFolders(String path) {
    if (node(path).isEmpty()) {
      putFolder(path, clock.instant());
    }
  }

  /// Every path with its bytes; folders have none.
  public synchronized Map<String, Optional<byte[]>> everything() {
    var all = new TreeMap<String, Optional<byte[]>>();
    nodes.forEach((path, node) -> all.put(path, node.content()));
    return all;
  }

  /// The last change of what lies here.
  public synchronized Instant time(String path) {
    return node(path).orElseThrow().time();
  }

  private Optional<Node> node(String path) {
    return Optional.ofNullable(nodes.get(path));
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  @Override
  public synchronized Answer<List<String>> list(String folder) {
    if (node(folder).isEmpty()) {
      return new Answer.Absent<>();
    }
    if (node(folder).get().content().isPresent()) {
      return new Answer.Unreadable<>("it is not a folder");
    }
    String prefix = folder.isEmpty() ? "" : folder + "/";
    var names = new ArrayList<String>();
    for (String path : below(prefix).keySet()) {
      if (!path.isEmpty() && path.indexOf('/', prefix.length()) < 0) {
        names.add(path.substring(prefix.length()));
      }
    }
    return new Answer.Found<>(names);
  }

  private NavigableMap<String, Node> below(String prefix) {
    return prefix.isEmpty() ? nodes : nodes.subMap(prefix, true, prefix + '\uFFFF', true);
  }

  @Override
  public synchronized Answer<Content> read(String path, int limit) {
    Optional<Node> node = node(path);
    if (node.isEmpty()) {
      return new Answer.Absent<>();
    }
    return node.get()
        .content()
        .<Answer<Content>>map(
            bytes ->
                bytes.length > limit
                    ? new Answer.Unreadable<>(
                        "it has %,d bytes, more than %,d".formatted(bytes.length, limit))
                    : new Answer.Found<>(new Content(bytes.clone(), node.get().time())))
        .orElse(new Answer.Unreadable<>("it is not a regular file"));
  }

  @Override
  public synchronized Answer<Stat> stat(String path) {
    return node(path)
        .<Answer<Stat>>map(
            node ->
                new Answer.Found<>(
                    node.content()
                        .map(bytes -> new Stat(Stat.Kind.FILE, bytes.length, node.time()))
                        .orElse(new Stat(Stat.Kind.FOLDER, 0, node.time()))))
        .orElse(new Answer.Absent<>());
  }

  @Override
  public synchronized InputStream open(String path) throws IOException {
    return new ByteArrayInputStream(
        node(path).flatMap(Node::content).orElseThrow(() -> new FileNotFoundException(path)));
  }

  @Override
  public synchronized Moved move(String from, String to) {
    if (node(from).isEmpty()) {
      return Moved.GONE;
    }
    if (node(to).isPresent()) {
      return Moved.TAKEN;
    }
    makeFolder(parent(to));
    var tree = new TreeMap<>(below(from + "/"));
    tree.put(from, node(from).orElseThrow());
    tree.forEach((path, node) -> nodes.put(to + path.substring(from.length()), node));
    nodes.keySet().removeAll(tree.keySet());
    touch(parent(from));
    touch(parent(to));
    return Moved.DONE;
  }

  /// Something came into this folder, or left it.
  private void touch(String folder) {
    nodes.computeIfPresent(folder, (_, node) -> new Node(node.content(), clock.instant()));
  }

  private void write(String path, byte[] bytes) {
    makeFolder(parent(path));
    nodes.put(path, new Node(Optional.of(bytes.clone()), clock.instant()));
    touch(parent(path));
  }

  private boolean remove(String path) {
    boolean there = nodes.remove(path) != null;
    if (there) {
      touch(parent(path));
    }
    return there;
  }

  @Override
  public synchronized void save(String path, Writing writing) {
    var out = new ByteArrayOutputStream();
    try {
      writing.to(out);
    } catch (IOException e) {
      throw new StorageException("save", path, e);
    }
    write(path, out.toByteArray());
  }

  @Override
  public synchronized boolean create(String path, byte[] bytes) {
    if (node(path).isPresent()) {
      return false;
    }
    write(path, bytes);
    return true;
  }

  @Override
  public synchronized boolean replace(String path, byte[] expected, byte[] bytes) {
    boolean same = holds(path, expected);
    if (same) {
      write(path, bytes);
    }
    return same;
  }

  @Override
  public synchronized boolean swap(String path, byte[] expected, byte[] bytes, String aside) {
    if (!holds(path, expected) || node(aside).isPresent()) {
      return false;
    }
    makeFolder(parent(aside));
    nodes.put(aside, node(path).orElseThrow());
    put(path, bytes, clock.instant());
    return true;
  }

  @Override
  public synchronized boolean swapBack(String aside, String path, byte[] expected) {
    if (!holds(path, expected) || node(aside).isEmpty()) {
      return false;
    }
    nodes.put(path, node(aside).orElseThrow());
    nodes.remove(aside);
    return true;
  }

  private boolean holds(String path, byte[] expected) {
    return node(path)
        .flatMap(Node::content)
        .filter(there -> Arrays.equals(there, expected))
        .isPresent();
  }

  @Override
  public synchronized boolean delete(String path) {
    if (!below(path + "/").isEmpty()) {
      throw new StorageException("delete", path, new IOException("the folder is not empty"));
    }
    return remove(path);
  }

  @Override
  public synchronized boolean removeEmptyFolder(String path) {
    boolean empty =
        node(path).filter(n -> n.content().isEmpty()).isPresent() && below(path + "/").isEmpty();
    return empty && remove(path);
  }

  @Override
  public synchronized void makeFolder(String path) {
    if (node(path).isPresent()) {
      return;
    }
    makeFolder(parent(path));
    nodes.put(path, new Node(Optional.empty(), clock.instant()));
    touch(parent(path));
  }
}
