// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static java.util.stream.Collectors.joining;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Makes small true images out of a seed: the same seed and the same calls give the same digests.
public final class Images {
  private static final List<String> ARCHITECTURES = List.of("amd64", "arm64", "riscv64", "s390x");

  private final SplittableRandom random;
  private final Dialect dialect;

  private Images(long seed, Dialect dialect) {
    this.random = new SplittableRandom(seed);
    this.dialect = dialect;
  }

  public static Images oci(long seed) {
    return new Images(seed, Dialect.OCI);
  }

  public static Images docker(long seed) {
    return new Images(seed, Dialect.DOCKER);
  }

  /// A compressed tar of one file with that many random bytes.
  public Content layer(int size) {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    return Content.of(dialect.layer, TinyTar.gzipped("data.bin", bytes));
  }

  /// An image of fresh layers.
  public Image image(int layers) {
    return image(Stream.generate(() -> layer(512)).limit(layers).toList());
  }

  /// An image of the given layers and a fresh config.
  public Image image(List<Content> layers) {
    var config = Content.of(dialect.config, config(layers));
    return image(layers, config, 1);
  }

  /// An image that names each of its layers so many times.
  Image naming(int times, List<Content> layers) {
    return image(layers, Content.of(dialect.config, "{}"), times);
  }

  private Image image(List<Content> layers, Content config, int times) {
    var named = layers.stream().map(Content::descriptor).collect(joining("},{", "{", "}"));
    var text =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":{%s},\"layers\":[%s]}"
            .formatted(
                dialect.image,
                config.descriptor(),
                String.join(",", Collections.nCopies(times, named)));
    var blobs = Stream.concat(Stream.of(config), layers.stream()).toList();
    return new Image(dialect, Content.of(dialect.image, text), blobs, List.of());
  }

  /// A multi-arch index of the given images.
  public Image index(Image... children) {
    var entries =
        IntStream.range(0, children.length)
            .mapToObj(i -> entry(children[i], ARCHITECTURES.get(i)))
            .collect(joining(","));
    var text =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
            .formatted(dialect.index, entries);
    return new Image(dialect, Content.of(dialect.index, text), List.of(), List.of(children));
  }

  private static String entry(Image child, String architecture) {
    return "{%s,\"platform\":{\"architecture\":\"%s\",\"os\":\"linux\"}}"
        .formatted(child.manifest().descriptor(), architecture);
  }

  private String config(List<Content> layers) {
    var diffs =
        layers.stream().map(Images::uncompressedDigest).collect(joining("\",\"", "\"", "\""));
    return """
    {"architecture":"amd64","os":"linux","created":"2026-01-01T00:00:00Z",\
    "config":{"Labels":{"build":"%016x"}},"rootfs":{"type":"layers","diff_ids":[%s]}}\
    """
        .formatted(random.nextLong(), diffs);
  }

  private static String uncompressedDigest(Content layer) {
    try (var tar = new GZIPInputStream(new ByteArrayInputStream(layer.bytes()))) {
      return Content.sha256(tar.readAllBytes());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
