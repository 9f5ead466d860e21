// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.storage.MemoryStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A small v2 registry, written as the registry writes it, in the words of the field. What is
/// pushed is pushed at [#NOW]; [#age] makes all that is there older.
public final class V2World {
  /// The time at which everything happens.
  public static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private static final String OCI = "application/vnd.oci.image.";

  private record Node(Optional<byte[]> content, Instant time) {}

  private final TreeMap<String, Node> nodes = new TreeMap<>();
  private final V2 layout = new V2();

  /// The digest of a text.
  public static Digest digest(String content) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return new Digest("sha256", HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The manifest of the image that [#push] makes of these layers.
  public static String image(String... layers) {
    String config = config(layers);
    return "{\"schemaVersion\":2,\"mediaType\":\"%smanifest.v1+json\",\"config\":%s,\"layers\":[%s]}"
        .formatted(
            OCI,
            descriptor(OCI + "config.v1+json", config),
            Arrays.stream(layers)
                .map(l -> descriptor(OCI + "layer.v1.tar", l))
                .collect(Collectors.joining(",")));
  }

  /// The config of the image that [#push] makes of these layers.
  public static String config(String... layers) {
    return "{\"made of\":\"" + String.join("+", layers) + "\"}";
  }

  /// A descriptor of a text.
  public static String descriptor(String mediaType, String content) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(mediaType, digest(content), content.getBytes(StandardCharsets.UTF_8).length);
  }

  /// Pushes an image of these layers, each a text; `repository` alone pushes it without a tag.
  public V2World push(String reference, String... layers) {
    String repository = repository(reference);
    layer(repository, config(layers));
    Arrays.stream(layers).forEach(layer -> layer(repository, layer));
    return manifest(reference, image(layers));
  }

  /// Pushes an index of these manifests, each as its text.
  public V2World index(String reference, String... children) {
    return manifest(reference, indexOf(children));
  }

  /// The index that [#index] makes of these manifests.
  public static String indexOf(String... children) {
    String all =
        Arrays.stream(children)
            .map(c -> descriptor(OCI + "manifest.v1+json", c))
            .collect(Collectors.joining(","));
    return "{\"schemaVersion\":2,\"mediaType\":\"%sindex.v1+json\",\"manifests\":[%s]}"
        .formatted(OCI, all);
  }

  /// Pushes an artifact of one layer that speaks of a subject, without a tag.
  public V2World referrer(String repository, String subject, String layer) {
    layer(repository, config(layer));
    layer(repository, layer);
    return manifest(repository, referrerOf(subject, layer));
  }

  /// The manifest that [#referrer] makes.
  public static String referrerOf(String subject, String layer) {
    String image = image(layer);
    String weak = ",\"subject\":" + descriptor(OCI + "manifest.v1+json", subject) + "}";
    return image.substring(0, image.length() - 1) + weak;
  }

  /// Pushes a manifest as it stands.
  public V2World manifest(String reference, String json) {
    String repository = repository(reference);
    Digest digest = digest(json);
    blob(json);
    link(new Item.ManifestLink(repository, digest), digest);
    if (reference.contains(":")) {
      String tag = reference.substring(reference.indexOf(':') + 1);
      link(new Item.History(repository, tag, digest), digest);
      put(path(new Item.Tag(repository, tag)) + "/current/link", digest.toString());
    }
    return this;
  }

  /// Uploads a layer, or mounts it when its content is there.
  public V2World layer(String repository, String content) {
    blob(content);
    return link(new Item.LayerLink(repository, digest(content)), digest(content));
  }

  /// Puts content into the registry, as old as it was when it is there already.
  public V2World blob(String content) {
    String data = data(digest(content));
    return nodes.containsKey(data) ? this : put(data, content);
  }

  /// Links under a path what may be content of another name.
  public V2World link(Item item, Digest target) {
    return put(path(item) + "/link", target.toString());
  }

  /// Every digest that a manifest spells.
  public static List<Digest> partsOf(String json) {
    return Pattern.compile("sha(256|512):[0-9a-f]+")
        .matcher(json)
        .results()
        .flatMap(m -> Digest.parse(m.group()).stream())
        .toList();
  }

  /// Links content that is in the registry already, as a mount does.
  public V2World mount(String repository, Digest digest) {
    return nodes.containsKey(data(digest))
        ? link(new Item.LayerLink(repository, digest), digest)
        : this;
  }

  /// What a file holds, nothing when it is not there.
  public String text(String path) {
    return Optional.ofNullable(nodes.get(path))
        .flatMap(Node::content)
        .map(b -> new String(b, StandardCharsets.UTF_8))
        .orElse("");
  }

  /// Begins an upload that is not finished.
  public V2World upload(String repository, String id, String content) {
    String folder = path(new Item.Upload(repository, id));
    return put(folder + "/startedat", NOW.toString())
        .put(folder + "/data", content)
        .put(folder + "/hashstates/sha256/0", "state");
  }

  /// Deletes a tag with its history, as the API does.
  public V2World untag(String reference) {
    String tag = reference.substring(reference.indexOf(':') + 1);
    return removeTree(path(new Item.Tag(repository(reference), tag)));
  }

  /// Deletes the file of a link and leaves its folder, as the API does.
  public V2World unlink(Item link) {
    return remove(path(link) + "/link");
  }

  /// Deletes content and leaves its folder.
  public V2World lose(String content) {
    return remove(data(digest(content)));
  }

  /// Puts any file.
  public V2World put(String path, String content) {
    return put(path, content.getBytes(StandardCharsets.UTF_8));
  }

  private V2World put(String path, byte[] content) {
    folders(path);
    nodes.put(path, new Node(Optional.of(content), NOW));
    return this;
  }

  /// Makes an empty folder.
  public V2World folder(String path) {
    folders(path);
    nodes.putIfAbsent(path, new Node(Optional.empty(), NOW));
    return this;
  }

  /// Removes one file or empty folder.
  public V2World remove(String path) {
    nodes.remove(path);
    nodes.put(parent(path), new Node(Optional.empty(), NOW));
    return this;
  }

  /// Removes a folder with all in it.
  public V2World removeTree(String path) {
    nodes.subMap(path + "/", path + "0").clear();
    return remove(path);
  }

  /// Makes all that is there older.
  public V2World age(Duration by) {
    nodes.replaceAll((_, node) -> new Node(node.content(), node.time().minus(by)));
    return this;
  }

  /// Writes one file anew with what it holds, at this time.
  public V2World touch(String path, Instant time) {
    nodes.computeIfPresent(path, (_, node) -> new Node(node.content(), time));
    return this;
  }

  private void folders(String path) {
    String parent = parent(path);
    if (!parent.isEmpty() && !nodes.containsKey(parent)) {
      folders(parent);
    }
    if (!parent.isEmpty() && !nodes.containsKey(path)) {
      nodes.put(parent, new Node(Optional.empty(), NOW));
    }
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static String repository(String reference) {
    return reference.contains(":") ? reference.substring(0, reference.indexOf(':')) : reference;
  }

  /// Where an item lies.
  public String path(Item item) {
    return layout.path(item);
  }

  /// Where content lies.
  public String data(Digest digest) {
    return path(new Item.Blob(digest)) + "/data";
  }

  /// Every path, sorted.
  public List<String> paths() {
    return List.copyOf(nodes.keySet());
  }

  /// The world in a memory of its own.
  public MemoryStorage inMemory() {
    var storage = new MemoryStorage(() -> NOW);
    nodes.forEach(
        (path, node) -> node.content().ifPresent(bytes -> storage.put(path, bytes, node.time())));
    nodes.forEach(
        (path, node) -> {
          if (node.content().isEmpty()) {
            storage.putFolder(path, node.time());
          }
        });
    return storage;
  }

  /// Writes the world below a folder, with its times.
  public void onDisk(Path root) throws IOException {
    for (Map.Entry<String, Node> entry : nodes.entrySet()) {
      Path path = root.resolve(entry.getKey());
      if (entry.getValue().content().isPresent()) {
        Files.createDirectories(path.getParent());
        Files.write(path, entry.getValue().content().get());
      } else {
        Files.createDirectories(path);
      }
    }
    for (Map.Entry<String, Node> entry : nodes.descendingMap().entrySet()) {
      Files.setLastModifiedTime(
          root.resolve(entry.getKey()), FileTime.from(entry.getValue().time()));
    }
  }
}
