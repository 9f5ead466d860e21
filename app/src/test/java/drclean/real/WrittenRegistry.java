// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// A v2 registry written to a folder without a server, as one leaves it.
public final class WrittenRegistry {
  private final Path root;
  private final List<Tagged> tagged = new ArrayList<>();

  private record Tagged(String repository, String tag, Image image) {}

  public WrittenRegistry(Path root) {
    this.root = root;
  }

  public Path root() {
    return root;
  }

  /// The folder of a blob.
  public Path blob(String digest) {
    var hex = hex(digest);
    return base().resolve("blobs/sha256/" + hex.substring(0, 2) + "/" + hex);
  }

  /// The folder of a repository.
  public Path repository(String name) {
    return base().resolve("repositories/" + name);
  }

  private Path base() {
    return root.resolve("docker/registry/v2");
  }

  private static String hex(String digest) {
    return digest.substring(digest.indexOf(':') + 1);
  }

  public void push(Image image, String repository, String tag) {
    leave(image, repository);
    var digest = image.digest();
    link(repository, "_manifests/revisions/sha256/" + hex(digest), digest);
    link(repository, "_manifests/tags/" + tag + "/index/sha256/" + hex(digest), digest);
    link(repository, "_manifests/tags/" + tag + "/current", digest);
    tagged.add(new Tagged(repository, tag, image));
  }

  /// What stays of an image whose manifest was deleted: its blobs and its links to layers.
  public void leave(Image image, String repository) {
    image
        .contents()
        .forEach(content -> write(blob(content.digest()).resolve("data"), content.bytes()));
    image.blobs().forEach(blob -> link(repository, "_layers/sha256/" + blob.hex(), blob.digest()));
  }

  /// Writes a link of a repository.
  public void link(String repository, String folder, String text) {
    write(repository(repository).resolve(folder).resolve("link"), text.getBytes(UTF_8));
  }

  /// Writes a file and the folders above it.
  public static void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.write(file, bytes);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /// Makes all that is there a month old.
  public WrittenRegistry aged() {
    var time = FileTime.from(Instant.now().minus(Duration.ofDays(30)));
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.setLastModifiedTime(path, time);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return this;
  }

  /// Fails when a tag does not point where it did, or anything below it is missing or wrong.
  public void requireWhole() {
    for (Tagged tag : tagged) {
      var digest = tag.image().digest();
      var repository = repository(tag.repository());
      assertThat(repository.resolve("_manifests/tags/" + tag.tag() + "/current/link"))
          .hasContent(digest);
      assertThat(repository.resolve("_manifests/revisions/sha256/" + hex(digest) + "/link"))
          .hasContent(digest);
      tag.image().contents().forEach(this::requireWhole);
      tag.image()
          .blobs()
          .forEach(
              blob ->
                  assertThat(repository.resolve("_layers/sha256/" + blob.hex() + "/link"))
                      .hasContent(blob.digest()));
    }
  }

  private void requireWhole(Content content) {
    assertThat(blob(content.digest()).resolve("data")).hasBinaryContent(content.bytes());
  }
}
