// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import drclean.registry.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// An image of one small layer, told from others by a word.
public record TinyImage(String word) {
  static final String TYPE = "application/vnd.oci.image.manifest.v1+json";

  byte[] layer() {
    try (var bytes = new ByteArrayOutputStream()) {
      try (var gzip = new GZIPOutputStream(bytes)) {
        gzip.write(word.getBytes(UTF_8));
      }
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  byte[] config() {
    return """
    {"architecture":"amd64","os":"linux","created":"2026-01-02T03:04:05.678Z",\
    "config":{"Labels":{"word":"%s"}},\
    "rootfs":{"type":"layers","diff_ids":["%s"]}}\
    """
        .formatted(word, sha256(word.getBytes(UTF_8)))
        .getBytes(UTF_8);
  }

  byte[] manifest() {
    return """
    {"schemaVersion":2,"mediaType":"%s",\
    "config":{"mediaType":"application/vnd.oci.image.config.v1+json",%s},\
    "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip",%s}]}\
    """
        .formatted(TYPE, descriptor(config()), descriptor(layer()))
        .getBytes(UTF_8);
  }

  /// The digest of its manifest.
  public Digest digest() {
    return sha256(manifest());
  }

  Stored stored() {
    return new Stored(digest(), TYPE, manifest());
  }

  static Digest sha256(byte[] bytes) {
    return Hashes.of("sha256", bytes).orElseThrow();
  }

  private static String descriptor(byte[] bytes) {
    return "\"digest\":\"%s\",\"size\":%d".formatted(sha256(bytes), bytes.length);
  }

  /// Writes an OCI image layout.
  private void write(Path folder) throws IOException {
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Files.writeString(
        folder.resolve("index.json"),
        "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"%s\",%s}]}"
            .formatted(TYPE, descriptor(manifest())));
    Path blobs = Files.createDirectories(folder.resolve("blobs/sha256"));
    for (byte[] bytes : List.of(layer(), config(), manifest())) {
      Files.write(blobs.resolve(sha256(bytes).hex()), bytes);
    }
  }

  /// Pushes it by skopeo.
  void push(Path scratch, String server, String name) {
    try {
      Path folder = Files.createTempDirectory(scratch, "image");
      write(folder);
      Tool.run(
          scratch,
          "skopeo",
          "--insecure-policy",
          "copy",
          "--preserve-digests",
          "--dest-tls-verify=false",
          "--dest-no-creds",
          "oci:" + folder,
          "docker://" + server + "/" + name);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
