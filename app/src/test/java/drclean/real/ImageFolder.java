// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes an image as a folder: an OCI image layout, or what skopeo calls `dir:`.
final class ImageFolder {
  /// The name that the OCI layout gives to its image.
  static final String NAME = "it";

  private ImageFolder() {}

  static void writeOciLayout(Path folder, Image image) throws IOException {
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Files.writeString(
        folder.resolve("index.json"),
        "{\"schemaVersion\":2,\"manifests\":[{%s,\"annotations\":{\"org.opencontainers.image.ref.name\":\"%s\"}}]}"
            .formatted(image.manifest().descriptor(), NAME));
    writeOciBlobs(Files.createDirectories(folder.resolve("blobs/sha256")), image);
  }

  private static void writeOciBlobs(Path blobs, Image image) throws IOException {
    write(blobs.resolve(image.manifest().hex()), image.manifest());
    for (var blob : image.blobs()) {
      write(blobs.resolve(blob.hex()), blob);
    }
    for (var child : image.children()) {
      writeOciBlobs(blobs, child);
    }
  }

  static void writeDir(Path folder, Image image) throws IOException {
    Files.writeString(folder.resolve("version"), "Directory Transport Version: 1.1\n");
    write(folder.resolve("manifest.json"), image.manifest());
    writeDirBlobs(folder, image);
  }

  private static void writeDirBlobs(Path folder, Image image) throws IOException {
    for (var blob : image.blobs()) {
      write(folder.resolve(blob.hex()), blob);
    }
    for (var child : image.children()) {
      write(folder.resolve(child.manifest().hex() + ".manifest.json"), child.manifest());
      writeDirBlobs(folder, child);
    }
  }

  private static void write(Path file, Content content) throws IOException {
    Files.write(file, content.bytes());
  }
}
