// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import java.util.List;
import java.util.stream.Stream;

/// A manifest with all that it needs: an image has blobs (its config first), an index has children.
public record Image(Dialect dialect, Content manifest, List<Content> blobs, List<Image> children) {
  public Image {
    blobs = List.copyOf(blobs);
    children = List.copyOf(children);
  }

  public String digest() {
    return manifest.digest();
  }

  public Content config() {
    return blobs.getFirst();
  }

  public List<Content> layers() {
    return blobs.subList(1, blobs.size());
  }

  /// The digests of the manifest and of everything below it, each once.
  public List<String> digests() {
    return contents().map(Content::digest).distinct().toList();
  }

  Stream<Content> contents() {
    return Stream.concat(
        Stream.concat(Stream.of(manifest), blobs.stream()),
        children.stream().flatMap(Image::contents));
  }
}
