// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Pushes images by `skopeo copy`, from an OCI layout or, in the Docker dialect, from a folder.
public final class Skopeo {
  private final Path scratch;
  private final String server;

  Skopeo(Path scratch, String server) {
    this.scratch = scratch;
    this.server = server;
  }

  /// Pushes the image, or the index with all its children; the digests stay what they are.
  public void push(Image image, String repository, String tag) {
    try {
      var folder = Files.createTempDirectory(scratch, "image");
      var source =
          switch (image.dialect()) {
            case OCI -> {
              ImageFolder.writeOciLayout(folder, image);
              yield "oci:" + folder + ":" + ImageFolder.NAME;
            }
            case DOCKER -> {
              ImageFolder.writeDir(folder, image);
              yield "dir:" + folder;
            }
          };
      copy(source, "docker://%s/%s:%s".formatted(server, repository, tag));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void copy(String source, String target) {
    var arguments =
        List.of(
            "--insecure-policy",
            "copy",
            "--all",
            "--preserve-digests",
            "--dest-tls-verify=false",
            "--dest-no-creds",
            source,
            target);
    var output = Tool.skopeo().run(scratch, arguments);
    if (output.exit() != 0) {
      throw new AssertionError("skopeo could not push to " + target + ": " + output.err());
    }
  }
}
