// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.plan.Mark;
import drclean.plan.Planner;
import drclean.plan.Scope;
import drclean.plan.Step;
import drclean.plan.Surveyed;
import drclean.registry.Digest;
import drclean.registry.Digests;
import drclean.registry.Finding;
import drclean.registry.Finding.Effect;
import drclean.registry.Inventory;
import drclean.registry.Look;
import drclean.registry.Repository;
import drclean.registry.Tagged;
import drclean.registry.Unneeded;
import drclean.storage.MemoryStorage;
import drclean.storage.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Builds a v1 registry as the server would have written it, and asks the layout about it. Images
/// go by short names; their ids are the hashes of these. All is old unless said otherwise.
final class V1World {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Instant GRACE = NOW.minus(Duration.ofDays(1));
  static final Instant UPLOADS = NOW.minus(Duration.ofDays(7));
  static final Instant OLD = NOW.minus(Duration.ofDays(100));

  private final V1Place place;
  private final Map<String, List<String>> chains = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Set<String> denied = new HashSet<>();
  private final Set<String> vanished = new HashSet<>();
  private Instant time = OLD;
  private Means means = new Means(4, Memory.NONE, Means.Watch.NOBODY, Means.Pause.NONE);

  private V1World(V1Place place) {
    this.place = place;
  }

  static V1World inMemory() {
    return new V1World(new V1Place.InMemory(new MemoryStorage(InstantSource.fixed(NOW))));
  }

  static V1World on(Path root) {
    return new V1World(new V1Place.OnDisk(root));
  }

  /// The id of the image with this name.
  static String id(String name) {
    return sha256(name.getBytes(StandardCharsets.UTF_8));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The path of a file of an image.
  static String file(String image, String file) {
    return "images/" + id(image) + "/" + file;
  }

  /// What is written from now on is this old.
  V1World age(Duration age) {
    time = NOW.minus(age);
    return this;
  }

  /// Images, the root first, each the parent of the next.
  V1World chain(String... images) {
    image(images[0]);
    for (int i = 1; i < images.length; i++) {
      child(images[i], images[i - 1]);
    }
    return this;
  }

  V1World image(String image) {
    return write(image, List.of(id(image)), "{\"id\":\"%s\"}".formatted(id(image)));
  }

  V1World child(String image, String parent) {
    var chain = new ArrayList<>(List.of(id(image)));
    chain.addAll(chains.get(parent));
    return write(
        image, chain, "{\"id\":\"%s\",\"parent\":\"%s\"}".formatted(id(image), id(parent)));
  }

  private V1World write(String image, List<String> chain, String json) {
    chains.put(image, chain);
    names.put(id(image), image);
    String layer = "layer of " + image;
    put(file(image, "json"), json);
    put(file(image, "ancestry"), array(chain));
    put(file(image, "layer"), layer);
    return put(file(image, "_checksum"), "[\"sha256:%s\"]".formatted(checksum(json, layer)));
  }

  static String checksum(String json, String layer) {
    return sha256((json + "\n" + layer).getBytes(StandardCharsets.UTF_8));
  }

  static String array(List<String> ids) {
    return ids.stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
  }

  /// Points a tag such as `team/app:v1` at an image; the repository's index names all it needs.
  V1World tag(String title, String image) {
    int colon = title.indexOf(':');
    String repository = "repositories/" + title.substring(0, colon);
    put(repository + "/tag_" + title.substring(colon + 1), id(image));
    return put(repository + "/_index_images", index(chains.getOrDefault(image, List.of())));
  }

  static String index(List<String> ids) {
    return ids.stream()
        .map("{\"id\": \"%s\"}"::formatted)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  V1World put(String path, String text) {
    return put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  V1World put(String path, byte[] bytes) {
    place.put(path, bytes, time);
    return this;
  }

  V1World folder(String path) {
    place.putFolder(path, time);
    return this;
  }

  V1World remove(String path) {
    place.remove(path);
    return this;
  }

  /// Between the readings of a torn file, this happens.
  V1World whileWaiting(Means.Pause pause) {
    means = new Means(means.jobs(), means.memory(), means.watch(), pause);
    return this;
  }

  /// This path may not be read.
  V1World denying(String path) {
    denied.add(path);
    return this;
  }

  /// This path is listed in the folder above it and gone when it is asked for.
  V1World vanishing(String path) {
    vanished.add(path);
    return this;
  }

  Source source() {
    return new V1Troubled(place.source(), denied, vanished);
  }

  Inventory survey() {
    return new V1().survey(source(), means);
  }

  /// What is damaged or blocks, as the survey says it.
  List<Finding> damage() {
    return survey().findings().stream().filter(Finding::damage).toList();
  }

  List<Finding> validate(Layout.Depth depth) {
    var found = new ArrayList<Finding>();
    new V1().validate(source(), means, depth, found::add);
    return found;
  }

  /// The tags with the images that they point at.
  Map<String, String> tags() {
    Inventory inventory = survey();
    var tags = new HashMap<String, String>();
    for (Repository repository : inventory.repositories()) {
      for (Tagged tag : repository.tags()) {
        tags.put(
            repository.name() + ":" + tag.name(),
            tag.readable() ? name(inventory, tag.digest()) : "?");
      }
    }
    return tags;
  }

  /// The images that tags need, there or not.
  Set<String> live() {
    Inventory inventory = survey();
    return names(inventory, closure(inventory, roots(inventory)));
  }

  /// The images that a plan could take: marked from tags, looked at, marked again from the young
  /// and the pinned. Nothing, when anything blocks.
  Set<String> garbage() {
    Inventory inventory = survey();
    Look look = look(inventory);
    boolean blocked =
        !inventory.blocking().isEmpty()
            || look.findings().stream().anyMatch(f -> f.effect() == Effect.BLOCKS);
    if (blocked) {
      return Set.of();
    }
    BitSet roots = roots(inventory);
    roots.or(look.youngBlobs());
    look.pins().keySet().forEach(roots::set);
    return names(inventory, unneeded(inventory, roots));
  }

  Look look() {
    return look(survey());
  }

  /// The steps that a careful scrub would take.
  List<Step> scrub() {
    Inventory inventory = survey();
    Unneeded candidates = Mark.of(inventory, Scope.Keep.LINKED, Optional.empty());
    Look look = look(inventory, candidates);
    var surveyed =
        new Surveyed(inventory, Mark.of(inventory, Scope.Keep.LINKED, Optional.of(look)), look);
    return Planner.scrub(surveyed, Scope.careful(), NOW, new V1()::path).steps().get().toList();
  }

  private Look look(Inventory inventory) {
    var parts = Collections.nCopies(inventory.repositories().size(), Unneeded.Part.none());
    return look(inventory, new Unneeded(unneeded(inventory, roots(inventory)), parts));
  }

  private Look look(Inventory inventory, Unneeded unneeded) {
    return new V1()
        .look(source(), means, inventory, new Layout.Candidates(unneeded, GRACE, UPLOADS));
  }

  /// What the images that nothing needs hold in bytes, as a look says.
  Map<String, Long> bytes() {
    Inventory inventory = survey();
    look(inventory);
    var bytes = new HashMap<String, Long>();
    unneeded(inventory, roots(inventory)).stream()
        .forEach(image -> bytes.put(name(inventory, image), inventory.sizes().get(image)));
    return bytes;
  }

  private static BitSet unneeded(Inventory inventory, BitSet roots) {
    var unneeded = (BitSet) inventory.blobs().clone();
    unneeded.andNot(closure(inventory, roots));
    return unneeded;
  }

  private static BitSet roots(Inventory inventory) {
    var roots = new BitSet();
    inventory.repositories().stream()
        .flatMap(repository -> repository.tags().stream())
        .filter(Tagged::readable)
        .forEach(tag -> roots.set(tag.digest()));
    return roots;
  }

  private static BitSet closure(Inventory inventory, BitSet roots) {
    var closure = new BitSet();
    var next = new ArrayDeque<Integer>(roots.stream().boxed().toList());
    while (!next.isEmpty()) {
      int image = next.pop();
      if (!closure.get(image)) {
        closure.set(image);
        inventory.needs().each(image, next::push);
      }
    }
    return closure;
  }

  private Set<String> names(Inventory inventory, BitSet images) {
    return images.stream()
        .mapToObj(image -> name(inventory, image))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The short name of an image, its id when it has none.
  String name(Inventory inventory, int image) {
    String id = inventory.digests().get(image).hex();
    return names.getOrDefault(id, id);
  }

  /// The int of an image in an inventory.
  static int image(Inventory inventory, String name) {
    int found = inventory.digests().find(new Digest(Digest.V1, id(name)));
    if (found == Digests.NONE) {
      throw new AssertionError(name + " was not seen");
    }
    return found;
  }
}
