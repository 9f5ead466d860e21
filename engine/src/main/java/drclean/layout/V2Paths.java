// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Item;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where things lie in a v2 registry, as the CNCF distribution's `registry/storage/paths.go` lays
/// them: `blobs/A/hh/H/data`, `repositories/N/_layers/A/H/link` and so on below one base folder.
record V2Paths(String base) {
  private static final String HEX = "([0-9a-f]{32,128})";
  private static final String ALGORITHM = "([a-z0-9]+)";
  private static final Pattern BLOB = Pattern.compile("blobs/" + ALGORITHM + "/[0-9a-f]{2}/" + HEX);
  private static final Pattern LAYER = repository("_layers/" + ALGORITHM + "/" + HEX);
  private static final Pattern MANIFEST =
      repository("_manifests/revisions/" + ALGORITHM + "/" + HEX);
  private static final Pattern TAG = repository("_manifests/tags/([^/]+)");
  private static final Pattern HISTORY =
      repository("_manifests/tags/([^/]+)/index/" + ALGORITHM + "/" + HEX);
  private static final Pattern UPLOAD = repository("_uploads/([^/]+)");

  /// The folders within a repository that mean nothing when they are empty.
  static final Pattern SKELETON =
      Pattern.compile(
          "_layers(/sha(256|512))?|_manifests(/revisions(/sha(256|512))?|/tags)?|_uploads");

  private static Pattern repository(String rest) {
    return Pattern.compile("repositories/(.+?)/" + rest);
  }

  String blobs() {
    return base + "/blobs";
  }

  String repositories() {
    return base + "/repositories";
  }

  String repository(String name, String part) {
    return base + "/repositories/" + name + "/" + part;
  }

  String tags(String repository) {
    return repository(repository, "_manifests/tags");
  }

  String revisions(String repository) {
    return repository(repository, "_manifests/revisions");
  }

  String layers(String repository) {
    return repository(repository, "_layers");
  }

  String uploads(String repository) {
    return repository(repository, "_uploads");
  }

  String blob(Digest digest) {
    return blobs()
        + "/"
        + digest.algorithm()
        + "/"
        + digest.hex().substring(0, 2)
        + "/"
        + digest.hex();
  }

  String data(Digest digest) {
    return blob(digest) + "/data";
  }

  private static String folders(Digest digest) {
    return "/" + digest.algorithm() + "/" + digest.hex();
  }

  String path(Item item) {
    return switch (item) {
      case Item.Tag(var repository, var name) -> tags(repository) + "/" + name;
      case Item.History(var repository, var tag, var digest) ->
          tags(repository) + "/" + tag + "/index" + folders(digest);
      case Item.ManifestLink(var repository, var digest) -> revisions(repository) + folders(digest);
      case Item.LayerLink(var repository, var digest) -> layers(repository) + folders(digest);
      case Item.Blob(var digest) -> blob(digest);
      case Item.Upload(var repository, var id) -> uploads(repository) + "/" + id;
      case Item.Metadata(var path) -> path;
      case Item.Debris(var path) -> path;
      case Item.Folder(var path) -> path;
      case Item.Index _ ->
          throw new IllegalArgumentException("a v2 registry has no such thing: " + item.title());
    };
  }

  Optional<Item> item(String path) {
    if (!path.startsWith(base + "/")) {
      return Optional.empty();
    }
    String inner = path.substring(base.length() + 1);
    return blobAt(inner)
        .or(() -> linkAt(inner, LAYER, Item.LayerLink::new))
        .or(() -> linkAt(inner, MANIFEST, Item.ManifestLink::new))
        .or(() -> historyAt(inner))
        .or(() -> namedAt(inner, TAG, Item.Tag::new))
        .or(() -> namedAt(inner, UPLOAD, Item.Upload::new));
  }

  private static Optional<Item> blobAt(String inner) {
    Matcher m = BLOB.matcher(inner);
    return m.matches() ? Digest.of(m.group(1), m.group(2)).map(Item.Blob::new) : Optional.empty();
  }

  private interface Linked {
    Item of(String repository, Digest digest);
  }

  private static Optional<Item> linkAt(String inner, Pattern pattern, Linked make) {
    Matcher m = pattern.matcher(inner);
    return m.matches()
        ? Digest.of(m.group(2), m.group(3)).map(digest -> make.of(m.group(1), digest))
        : Optional.empty();
  }

  private static Optional<Item> historyAt(String inner) {
    Matcher m = HISTORY.matcher(inner);
    return m.matches()
        ? Digest.of(m.group(3), m.group(4)).map(d -> new Item.History(m.group(1), m.group(2), d))
        : Optional.empty();
  }

  private interface Named {
    Item of(String repository, String name);
  }

  private static Optional<Item> namedAt(String inner, Pattern pattern, Named make) {
    Matcher m = pattern.matcher(inner);
    return m.matches() ? Optional.of(make.of(m.group(1), m.group(2))) : Optional.empty();
  }
}
