// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything that a pull brings: the manifest, and by digest every content below it, itself
/// included.
///
/// Two pulls are equal when they brought the same bytes with the same media types.
public record Pulled(Content manifest, SortedMap<String, Content> contents) {
  public Pulled {
    contents = Collections.unmodifiableSortedMap(new TreeMap<>(contents));
  }

  /// What a pull of this image must bring.
  public static Pulled of(Image image) {
    var contents = new TreeMap<String, Content>();
    image.contents().forEach(content -> contents.put(content.digest(), content));
    return new Pulled(image.manifest(), contents);
  }
}
