// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.layout.V2;
import drclean.registry.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// Writes images into a folder as a registry would after a push.
final class DemoRegistry {
  private static final int BLOCK = 512;

  private final Path base;

  DemoRegistry(Path root) {
    this.base = root.resolve(V2.BASE);
  }

  /// A layer: a tar archive of one file with bytes by chance, always the same for the same name.
  static byte[] layer(String name, int size) {
    byte[] content = new byte[size / BLOCK * BLOCK];
    new SplittableRandom(name.hashCode()).nextBytes(content);
    var tar = new ByteArrayOutputStream();
    tar.writeBytes(header(name, content.length));
    tar.writeBytes(content);
    tar.writeBytes(new byte[2 * BLOCK]);
    return tar.toByteArray();
  }

  /// The header of a file in a ustar archive (POSIX.1, pax, "ustar Interchange Format").
  private static byte[] header(String name, int size) {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "0000644\0" + "0000000\0" + "0000000\0");
    put(header, 124, "%011o ".formatted(size) + "00000000000 " + "        " + "0");
    put(header, 257, "ustar\0" + "00");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  void push(String repository, String tag, List<byte[]> layers) throws IOException {
    for (byte[] layer : layers) {
      link(repository, "_layers", blob(layer));
    }
    byte[] config = config(layers);
    link(repository, "_layers", blob(config));
    Digest manifest = blob(manifest(config, layers));
    link(repository, "_manifests/revisions", manifest);
    link(repository, "_manifests/tags/" + tag + "/index", manifest);
    write(at(repository, "_manifests/tags/" + tag + "/current/link"), text(manifest.toString()));
  }

  /// As the registry's DELETE of a manifest leaves it: tag and link are gone, all else stays.
  void delete(String repository, String tag) throws IOException {
    Path folder = at(repository, "_manifests/tags/" + tag);
    String digest = Files.readString(folder.resolve("current/link"));
    String hex = digest.substring(digest.indexOf(':') + 1);
    Files.delete(at(repository, "_manifests/revisions/sha256/" + hex + "/link"));
    Files.delete(at(repository, "_manifests/revisions/sha256/" + hex));
    try (var all = Files.walk(folder)) {
      for (Path path : all.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(path);
      }
    }
  }

  /// An upload whose client went away.
  void upload(String repository, int size) throws IOException {
    Path folder = at(repository, "_uploads/7c2f0e4a-54f7-4f0e-9d1c-3a6b3a1f0c55");
    write(folder.resolve("startedat"), text("2024-01-01T00:00:00Z"));
    write(folder.resolve("data"), new byte[size]);
  }

  private static byte[] config(List<byte[]> layers) {
    String ids =
        layers.stream().map(l -> '"' + digest(l).toString() + '"').collect(Collectors.joining(","));
    return text(
        """
        {"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":[%s]}}\
        """
            .formatted(ids));
  }

  private static byte[] manifest(byte[] config, List<byte[]> layers) {
    return text(
        """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":%s,"layers":[%s]}\
        """
            .formatted(
                descriptor("application/vnd.oci.image.config.v1+json", config),
                layers.stream()
                    .map(layer -> descriptor("application/vnd.oci.image.layer.v1.tar", layer))
                    .collect(Collectors.joining(","))));
  }

  private static String descriptor(String mediaType, byte[] content) {
    return """
    {"mediaType":"%s","digest":"%s","size":%d}\
    """
        .formatted(mediaType, digest(content), content.length);
  }

  private Digest blob(byte[] content) throws IOException {
    Digest digest = digest(content);
    String hex = digest.hex();
    write(base.resolve("blobs/sha256/%s/%s/data".formatted(hex.substring(0, 2), hex)), content);
    return digest;
  }

  private void link(String repository, String kind, Digest digest) throws IOException {
    write(at(repository, kind + "/sha256/" + digest.hex() + "/link"), text(digest.toString()));
  }

  private Path at(String repository, String rest) {
    return base.resolve("repositories").resolve(repository).resolve(rest);
  }

  private static void write(Path file, byte[] content) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.write(file, content);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Digest digest(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return new Digest("sha256", HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
