// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import drclean.registry.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// Writes registries as pushes in the past would have left them, counted in days before
/// [Typed#NOW].
final class Pushed {
  private final Path root;
  private final Map<String, String> configs = new HashMap<>();

  Pushed(Path root) {
    this.root = root;
    make(base().resolve("blobs"));
    make(base().resolve("repositories"));
  }

  private Path base() {
    return root.resolve("docker/registry/v2");
  }

  /// What the image of this name says about itself, in place of nothing.
  Pushed says(String image, String config) {
    configs.put(image, config);
    return this;
  }

  /// Pushes an image of one layer that only it has.
  Pushed push(String repository, String tag, String image, int days) {
    Digest manifest = image(repository, image, days);
    String folder = "_manifests/tags/" + tag;
    link(repository, folder + "/index/sha256/" + manifest.hex(), manifest, days);
    link(repository, folder + "/current", manifest, days);
    return this;
  }

  /// Pushes an image by its digest alone.
  Digest image(String repository, String image, int days) {
    String content = "layer of " + image + " ".repeat(1000);
    String says = configs.getOrDefault(image, "{\"name\":\"" + image + "\"}");
    Digest layer = blob(content, days);
    Digest config = blob(says, days);
    link(repository, "_layers/sha256/" + layer.hex(), layer, days);
    link(repository, "_layers/sha256/" + config.hex(), config, days);
    Digest manifest = blob(manifest(says, content), days);
    link(repository, "_manifests/revisions/sha256/" + manifest.hex(), manifest, days);
    return manifest;
  }

  /// Pushes an index of one image that was pushed before.
  Digest index(String repository, String tag, String image, int days) {
    String child =
        manifest(
            configs.getOrDefault(image, "{\"name\":\"" + image + "\"}"),
            "layer of " + image + " ".repeat(1000));
    Digest index =
        blob(
            """
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[\
            {"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"%s","size":%d}]}\
            """
                .formatted(digest(child), child.length()),
            days);
    link(repository, "_manifests/revisions/sha256/" + index.hex(), index, days);
    String folder = "_manifests/tags/" + tag;
    link(repository, folder + "/index/sha256/" + index.hex(), index, days);
    link(repository, folder + "/current", index, days);
    return index;
  }

  private static String manifest(String config, String layer) {
    return """
    {"schemaVersion":2,"config":{"mediaType":"application/vnd.oci.image.config.v1+json",\
    "digest":"%s","size":%d},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar",\
    "digest":"%s","size":%d}]}\
    """
        .formatted(digest(config), config.length(), digest(layer), layer.length());
  }

  private Digest blob(String content, int days) {
    Digest digest = digest(content);
    write(
        base()
            .resolve("blobs/sha256/" + digest.hex().substring(0, 2) + "/" + digest.hex() + "/data"),
        content,
        days);
    return digest;
  }

  /// The file of what the image says about itself.
  Path config(String image) {
    Digest digest = digest(configs.getOrDefault(image, "{\"name\":\"" + image + "\"}"));
    return base()
        .resolve("blobs/sha256/" + digest.hex().substring(0, 2) + "/" + digest.hex() + "/data");
  }

  private void link(String repository, String folder, Digest digest, int days) {
    write(
        base().resolve("repositories/" + repository).resolve(folder).resolve("link"),
        digest.toString(),
        days);
  }

  /// The folder of a tag.
  Path tag(String repository, String tag) {
    return base().resolve("repositories/" + repository + "/_manifests/tags/" + tag);
  }

  static Digest digest(String content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
      return new Digest("sha256", HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A file whose last change was so many days ago.
  static void write(Path file, String content, int days) {
    make(file.resolveSibling(""));
    try {
      Files.writeString(file, content);
      Instant time = Typed.NOW.minus(Duration.ofDays(days));
      Files.setLastModifiedTime(file, FileTime.from(time));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
