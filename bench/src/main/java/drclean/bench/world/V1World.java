// SPDX-License-Identifier: Apache-2.0
package drclean.bench.world;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A v1 registry: in each repository a chain of seven images, and on top of it as many tips as it
/// has images left.
public record V1World(long seed, int repositories, int tags, Images images) implements World {
  static final int BASE = 7;

  /// Images that tags reach, and tips that none does.
  public record Images(int tagged, int untagged) {}

  @Override
  public void write(Tree tree) {
    IntStream.range(0, repositories).parallel().forEach(i -> repository(tree, i));
  }

  private void repository(Tree tree, int number) {
    var base = new ArrayList<V1Image>();
    for (int i = 0; i < BASE; i++) {
      base.addFirst(image(number + " base " + i, base));
    }
    var tips = tips(number + " tip ", Share.of(images.tagged(), repositories, number) - BASE, base);
    var loose = tips(number + " loose ", Share.of(images.untagged(), repositories, number), base);
    for (var some : List.of(base, tips, loose)) {
      some.forEach(image -> image.write(tree));
    }
    tree.folder(
        "repositories/team-%02d/app-%04d".formatted(number % 100, number),
        files(number, base, tips));
  }

  private List<V1Image> tips(String name, int count, List<V1Image> base) {
    return IntStream.range(0, count).mapToObj(i -> image(name + i, base)).toList();
  }

  private V1Image image(String name, List<V1Image> parents) {
    return V1Image.on(parents.stream().map(V1Image::id).toList(), new Content(seed, 0).layer(name));
  }

  private Map<String, byte[]> files(int number, List<V1Image> base, List<V1Image> tips) {
    var files = new HashMap<String, byte[]>();
    for (int i = 0; i < Share.of(tags, repositories, number); i++) {
      files.put("tag_v1." + i, tips.get(i % tips.size()).id().getBytes(US_ASCII));
      files.put("tagv1." + i + "_json", METADATA);
    }
    files.put("_index_images", index(base, tips));
    return files;
  }

  private static byte[] index(List<V1Image> base, List<V1Image> tips) {
    var ids = new ArrayList<>(base.reversed());
    ids.addAll(tips);
    return ids.stream()
        .map(image -> "{\"id\": \"" + image.id() + "\"}")
        .collect(joining(", ", "[", "]"))
        .getBytes(US_ASCII);
  }

  private static final byte[] METADATA =
      """
      {"last_update": 1400000000, "docker_version": "1.9.1", "docker_go_version": "go1.4.3", "arch": "amd64", "kernel": "3.16.0-4-amd64", "os": "linux"}\
      """
          .getBytes(US_ASCII);

  @Override
  public String size() {
    return "%,d repositories, %,d images, of which %,d garbage, %,d tags"
        .formatted(repositories, images.tagged() + images.untagged(), images.untagged(), tags);
  }
}
