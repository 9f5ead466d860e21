// SPDX-License-Identifier: Apache-2.0
package drclean.first;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A v1 registry in a folder, filled through the stand-in.
public final class World implements AutoCloseable {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  private final Path root;
  private final StandIn server;

  /// An empty registry.
  public World(Path root) {
    this.root = root;
    makeFolder("images");
    makeFolder("repositories");
    this.server = StandIn.over(root);
  }

  private void makeFolder(String path) {
    try {
      Files.createDirectories(root.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path root() {
    return root;
  }

  public StandIn server() {
    return server;
  }

  /// Pushes a chain of images, the root first, as `repository:tag`.
  public World push(String title, String... names) {
    assertThat(push(title, Image.chain(names))).isEmpty();
    return this;
  }

  /// Pushes an image, and answers the refusal.
  public String push(String title, Image image) {
    return Push.of(server.uri(), title, image);
  }

  /// Images that no tag needs.
  public World leave(String... names) {
    push("gone/away:v1", names);
    remove("repositories/gone");
    return this;
  }

  public Path image(String name) {
    return root.resolve("images").resolve(Image.id(name));
  }

  public Path tag(String title) {
    int colon = title.indexOf(':');
    return root.resolve(
        "repositories/" + title.substring(0, colon) + "/tag_" + title.substring(colon + 1));
  }

  public boolean has(String name) {
    return Files.exists(image(name), LinkOption.NOFOLLOW_LINKS);
  }

  /// Removes a file or a tree.
  public World remove(String path) {
    try (Stream<Path> all = Files.walk(root.resolve(path))) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public World write(String path, String text) {
    try {
      Files.createDirectories(root.resolve(path).getParent());
      Files.writeString(root.resolve(path), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String read(String path) {
    try {
      return Files.readString(root.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All that is there was last changed a month ago.
  public World aged() {
    return aged("", Duration.ofDays(30));
  }

  /// What lies here was last changed so long ago.
  public World aged(String path, Duration age) {
    try (Stream<Path> all = Files.walk(root.resolve(path))) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!Files.isSymbolicLink(each)) {
          Files.setLastModifiedTime(each, FileTime.from(Instant.now().minus(age)));
        }
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every tag's image and all of its ancestors are there, whole.
  public void requireWhole() {
    assertThat(broken()).isEmpty();
  }

  private List<String> broken() {
    var broken = new ArrayList<String>();
    try (Stream<Path> all = Files.walk(root.resolve("repositories"))) {
      for (Path tag : all.filter(World::isTag).toList()) {
        String id = Files.readString(tag);
        ids(id, "ancestry").forEach(image -> lacks(tag, image, broken));
        assertThat(ids(id, "ancestry")).as("ancestry of %s", tag).contains(id);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return broken;
  }

  private static boolean isTag(Path path) {
    return String.valueOf(path.getFileName()).startsWith("tag_");
  }

  private List<String> ids(String id, String file) throws IOException {
    Path path = root.resolve("images/" + id + "/" + file);
    return Files.exists(path)
        ? ID.matcher(Files.readString(path)).results().map(MatchResult::group).toList()
        : List.of();
  }

  private void lacks(Path tag, String image, List<String> broken) {
    for (String file : List.of("json", "ancestry", "layer", "_checksum")) {
      if (!Files.exists(root.resolve("images/" + image + "/" + file))) {
        broken.add(tag + " lacks " + image + "/" + file);
      }
    }
    if (Files.exists(root.resolve("images/" + image + "/_inprogress"))) {
      broken.add(tag + " needs " + image + ", which is being uploaded");
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
