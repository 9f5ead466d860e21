// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import drclean.layout.Layout;
import drclean.layout.Means;
import drclean.layout.V2;
import drclean.plan.Mark;
import drclean.plan.Plan;
import drclean.plan.Planner;
import drclean.plan.Scope;
import drclean.plan.Scope.Keep;
import drclean.plan.Surveyed;
import drclean.registry.Digest;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Look;
import drclean.registry.Unneeded;
import drclean.storage.MemoryStorage;
import drclean.storage.Storage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A v2 registry in memory, written as a registry writes it, with a clock that is set by hand.
final class Place {
  static final Instant LONG_AGO = Instant.parse("2026-10-01T08:00:00Z");
  static final Owner OWNER = new Owner("here", "boot", 42, 7);

  private static final V2 LAYOUT = new V2();

  Instant now = LONG_AGO;
  final MemoryStorage storage = new MemoryStorage(() -> now);

  /// A file outside the quarantine: its bytes and time.
  record Seen(String bytes, Instant time) {}

  Place later(Duration time) {
    now = now.plus(time);
    return this;
  }

  static Digest digest(String content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
      return new Digest("sha256", HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Digest blob(String content) {
    Digest digest = digest(content);
    if (storage.stat(path(new Item.Blob(digest)) + "/data").absent()) {
      storage.put(path(new Item.Blob(digest)) + "/data", content.getBytes(UTF_8), now);
    }
    return digest;
  }

  void link(Item item, Digest digest) {
    storage.put(path(item) + "/link", digest.toString().getBytes(UTF_8), now);
  }

  Digest layer(String repository, String content) {
    Digest digest = blob(content);
    link(new Item.LayerLink(repository, digest), digest);
    return digest;
  }

  /// An image whose layers and config have these contents.
  static String manifest(String... contents) {
    return manifest("", contents);
  }

  private static String manifest(String more, String... contents) {
    return """
    {"schemaVersion":2,"config":%s,"layers":[%s]%s}\
    """
        .formatted(
            descriptor(contents[0]),
            Arrays.stream(contents).skip(1).map(Place::descriptor).collect(Collectors.joining(",")),
            more);
  }

  /// An image that speaks of another.
  static String referrer(String subject, String... contents) {
    return manifest(",\"subject\":" + descriptor(subject), contents);
  }

  private static String descriptor(String content) {
    return """
    {"mediaType":"application/octet-stream","digest":"%s","size":%d}\
    """
        .formatted(digest(content), content.length());
  }

  /// Uploads all parts of an image and links it, without a tag.
  Digest push(String repository, String manifest, String... contents) {
    for (String content : contents) {
      layer(repository, content);
    }
    Digest digest = blob(manifest);
    link(new Item.ManifestLink(repository, digest), digest);
    return digest;
  }

  /// Pushes an image with these contents under a tag.
  Digest push(Item.Tag tag, String... contents) {
    Digest digest = push(tag.repository(), manifest(contents), contents);
    link(new Item.History(tag.repository(), tag.name(), digest), digest);
    storage.put(path(tag) + "/current/link", digest.toString().getBytes(UTF_8), now);
    return digest;
  }

  /// Takes a thing away, as the registry itself does.
  void lose(Item item) {
    String path = path(item);
    storage.everything().keySet().stream()
        .filter(p -> p.equals(path) || p.startsWith(path + "/"))
        .sorted(java.util.Comparator.reverseOrder())
        .forEach(storage::delete);
  }

  /// Takes all below a folder away, as an unmounted disk does.
  void loseAll(String folder) {
    storage.everything().keySet().stream()
        .filter(p -> p.startsWith(folder + "/"))
        .sorted(java.util.Comparator.reverseOrder())
        .forEach(storage::delete);
  }

  String text(String path) {
    return new String(storage.read(path, 1 << 20).found().orElseThrow().bytes(), UTF_8);
  }

  static String path(Item item) {
    return LAYOUT.path(item);
  }

  boolean has(Item item) {
    return !storage.stat(path(item)).absent();
  }

  Registry registry() {
    return registry(storage);
  }

  Registry registry(Storage through) {
    return new Registry(through, LAYOUT, Means.plain(), () -> now, Registry.QUARANTINE);
  }

  /// The lease, whoever had it before is dead.
  Lease lease(Storage through) {
    var where = new Lease.Place(through, Registry.QUARANTINE + "/lease.json", () -> now);
    return Lease.take(where, OWNER, _ -> true);
  }

  Plan plan(Keep keep) {
    Scope scope = Scope.careful().keeping(keep);
    Inventory inventory = LAYOUT.survey(storage, Means.plain());
    Unneeded first = Mark.of(inventory, keep, Optional.empty());
    var candidates =
        new Layout.Candidates(first, now.minus(scope.grace()), now.minus(scope.uploadAge()));
    Look look = LAYOUT.look(storage, Means.plain(), inventory, candidates);
    Unneeded unneeded = Mark.of(inventory, keep, Optional.of(look));
    return Planner.scrub(new Surveyed(inventory, unneeded, look), scope, now, LAYOUT::path);
  }

  Manner manner() {
    return new Manner("scrub", now.minus(Scope.careful().grace()), Following.NOBODY);
  }

  Outcome scrub() {
    return scrub(storage);
  }

  Outcome scrub(Storage through) {
    try (var lease = lease(through)) {
      return Runner.execute(registry(through), lease, plan(Keep.TAGGED), manner());
    }
  }

  Restore.Result restore(Storage through, Selection selection) {
    try (var lease = lease(through)) {
      return Restore.restore(registry(through), lease, selection, Following.NOBODY);
    }
  }

  Purge.Result purge(Storage through, Duration hold) {
    try (var lease = lease(through)) {
      return Purge.purge(registry(through), lease, hold, Following.NOBODY);
    }
  }

  /// Every file outside the quarantine.
  Map<String, Seen> outside() {
    var seen = new TreeMap<String, Seen>();
    storage
        .everything()
        .forEach(
            (path, bytes) -> {
              if (bytes.isPresent() && !path.startsWith(Registry.QUARANTINE + "/")) {
                seen.put(path, new Seen(new String(bytes.get(), UTF_8), storage.time(path)));
              }
            });
    return seen;
  }

  /// Every file that a run moved, by the path it had.
  Map<String, Seen> inside() {
    var seen = new TreeMap<String, Seen>();
    storage
        .everything()
        .forEach(
            (path, bytes) -> {
              String[] names = path.split("/", 6);
              if (bytes.isPresent() && names.length == 6 && names[3].equals("moved")) {
                seen.put(names[5], new Seen(new String(bytes.get(), UTF_8), storage.time(path)));
              }
            });
    return seen;
  }

  /// What something needs and that is not there.
  int missing() {
    return Reach.absent(LAYOUT.survey(storage, Means.plain())).cardinality();
  }
}
