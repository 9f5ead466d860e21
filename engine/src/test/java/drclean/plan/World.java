// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import drclean.plan.Scope.Keep;
import drclean.registry.Digest;
import drclean.registry.Digests;
import drclean.registry.Finding;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Links;
import drclean.registry.Look;
import drclean.registry.Needs;
import drclean.registry.Repository;
import drclean.registry.Repository.Whole;
import drclean.registry.Sizes;
import drclean.registry.Tagged;
import drclean.registry.Unneeded;
import drclean.registry.Unneeded.Part;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A small registry in which content goes by name: the name's hash is its digest. A name that
/// begins with `sha512 ` has a digest of that algorithm.
final class World {
  final Map<String, Place> repositories = new TreeMap<>();
  final Map<String, List<String>> manifests = new TreeMap<>();
  final Map<String, String> subjects = new TreeMap<>();
  final Map<String, String> aliases = new TreeMap<>();
  final Set<String> content = new TreeSet<>();
  final Set<String> torn = new TreeSet<>();
  final Set<String> youngBlobs = new TreeSet<>();
  final Set<String> pins = new TreeSet<>();
  final Set<String> hollow = new TreeSet<>();
  final List<Item.History> history = new ArrayList<>();
  final List<Look.Leftover> leftovers = new ArrayList<>();
  final List<Finding> findings = new ArrayList<>();
  final List<Finding> laterFindings = new ArrayList<>();

  /// One repository.
  static final class Place {
    final Map<String, String> tags = new TreeMap<>();
    final Set<String> manifests = new LinkedHashSet<>();
    final Set<String> layers = new LinkedHashSet<>();
    final Set<String> young = new LinkedHashSet<>();
    final Set<String> hollowLinks = new LinkedHashSet<>();
    Whole whole = Whole.YES;
  }

  /// A manifest, and what it needs that is no manifest of this world yet becomes a layer.
  World manifest(String name, String... needs) {
    manifests.put(name, List.of(needs));
    content.add(name);
    for (String need : needs) {
      if (!aliases.containsKey(need)) {
        content.add(need);
      }
    }
    return this;
  }

  World referrer(String name, String subject, String... needs) {
    subjects.put(name, subject);
    return manifest(name, needs);
  }

  /// A second name of content, as a registry links it: both names, one content.
  World alias(String repository, String sha512, String target) {
    aliases.put(sha512, target);
    content.add(target);
    place(repository).layers.add(sha512);
    place(repository).layers.add(target);
    return this;
  }

  /// Links a manifest and all below it, as a push does.
  World link(String repository, String manifest) {
    place(repository).manifests.add(manifest);
    for (String need : manifests.getOrDefault(manifest, List.of())) {
      if (manifests.containsKey(need)) {
        link(repository, need);
      } else {
        place(repository).layers.add(need);
      }
    }
    return this;
  }

  World push(String repository, String tag, String manifest) {
    place(repository).tags.put(tag, manifest);
    return link(repository, manifest);
  }

  World untag(String repository, String tag) {
    place(repository).tags.remove(tag);
    return this;
  }

  World unlink(String repository, String manifest) {
    place(repository).manifests.remove(manifest);
    return this;
  }

  Place place(String repository) {
    return repositories.computeIfAbsent(repository, _ -> new Place());
  }

  /// The tag that the referrers tag schema gives to a subject.
  static String fallback(String subject) {
    Digest digest = digest(subject);
    return digest.algorithm() + "-" + digest.hex().substring(0, 64);
  }

  static Digest digest(String name) {
    String algorithm = name.startsWith("sha512 ") ? "SHA-512" : "SHA-256";
    try {
      byte[] hash = MessageDigest.getInstance(algorithm).digest(name.getBytes(UTF_8));
      return new Digest(
          algorithm.equals("SHA-256") ? "sha256" : "sha512", HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Seen see() {
    return new Seen(this);
  }

  /// What nothing needs in it, by name.
  Garbage mark(Keep keep) {
    Seen seen = see();
    return seen.garbage(Mark.of(seen.inventory, keep, Optional.of(seen.look)));
  }

  /// What is unneeded by name: blobs; `repository:tag`, `repository@manifest`, `repository/layer`.
  record Garbage(Set<String> blobs, Set<String> tags, Set<String> manifests, Set<String> layers) {}

  /// The world as a survey and a look saw it.
  static final class Seen {
    final Inventory inventory;
    final Look look;
    private final World world;
    private final Digests digests = new Digests("sha256");
    private final Map<Integer, String> names = new TreeMap<>();

    private Seen(World world) {
      this.world = world;
      var needs = new Needs();
      world.manifests.forEach((name, all) -> put(needs, name, all));
      world.aliases.forEach(
          (name, target) -> {
            needs.put(id(name), new int[] {Needs.mayBeAbsent(id(target))});
            needs.forThisSurveyOnly(id(name));
          });
      List<Repository> repositories =
          world.repositories.entrySet().stream()
              .map(e -> repository(e.getKey(), e.getValue()))
              .toList();
      var sizes = new Sizes();
      world.content.forEach(name -> sizes.seen(id(name), name.length()));
      this.inventory =
          new Inventory(
              "v2",
              digests,
              repositories,
              ids(world.content),
              ids(world.torn),
              needs,
              sizes,
              world.findings);
      this.look = look();
    }

    private void put(Needs needs, String name, List<String> all) {
      if (!world.torn.contains(name)) {
        int subject = world.subjects.containsKey(name) ? id(world.subjects.get(name)) : -1;
        needs.put(id(name), all.stream().mapToInt(this::id).toArray(), subject);
      }
    }

    int id(String name) {
      int id = digests.intern(digest(name));
      names.put(id, name);
      return id;
    }

    String name(int id) {
      return names.getOrDefault(id, "?");
    }

    private BitSet ids(Set<String> all) {
      var ids = new BitSet();
      all.forEach(name -> ids.set(id(name)));
      return ids;
    }

    private Links links(Set<String> all) {
      return new Links(all.stream().mapToInt(this::id).toArray(), new long[0]);
    }

    private Repository repository(String name, Place place) {
      List<Tagged> tags =
          place.tags.entrySet().stream()
              .map(tag -> new Tagged(tag.getKey(), id(tag.getValue()), Instant.EPOCH))
              .toList();
      return new Repository(name, tags, links(place.manifests), links(place.layers), place.whole);
    }

    private Look look() {
      List<Part> young = world.repositories.values().stream().map(p -> part(p, p.young)).toList();
      List<Part> hollow =
          world.repositories.values().stream().map(p -> part(p, p.hollowLinks)).toList();
      Map<Integer, String> pins =
          world.pins.stream().collect(Collectors.toMap(this::id, _ -> "it is pinned"));
      return new Look(
          ids(world.youngBlobs),
          young,
          ids(world.hollow),
          hollow,
          pins,
          world.history,
          world.leftovers,
          world.laterFindings);
    }

    private static Part part(Place place, Set<String> chosen) {
      return new Part(new BitSet(), places(place.manifests, chosen), places(place.layers, chosen));
    }

    private static BitSet places(Set<String> all, Set<String> chosen) {
      var places = new BitSet();
      int place = 0;
      for (String name : all) {
        places.set(place++, chosen.contains(name));
      }
      return places;
    }

    Garbage garbage(Unneeded unneeded) {
      var garbage =
          new Garbage(names(unneeded.blobs()), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
      for (int i = 0; i < unneeded.parts().size(); i++) {
        Repository linking = inventory.repositories().get(i);
        Part part = unneeded.parts().get(i);
        String name = linking.name();
        part.tags().stream()
            .forEach(at -> garbage.tags.add(name + ":" + linking.tags().get(at).name()));
        part.manifests().stream()
            .forEach(at -> garbage.manifests.add(name + "@" + link(linking.manifests(), at)));
        part.layers().stream()
            .forEach(at -> garbage.layers.add(name + "/" + link(linking.layers(), at)));
      }
      return garbage;
    }

    private String link(Links links, int at) {
      return name(links.digests()[at]);
    }

    private Set<String> names(BitSet ids) {
      return ids.stream().mapToObj(this::name).collect(Collectors.toCollection(TreeSet::new));
    }

    Plan plan(Scope scope) {
      Unneeded unneeded = Mark.of(inventory, scope.keep(), Optional.of(look));
      return Planner.scrub(
          new Surveyed(inventory, unneeded, look), scope, Instant.EPOCH, Item::title);
    }
  }
}
