// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.layout.V2LinkFile.Link;
import drclean.registry.Digest;
import drclean.registry.Digests;
import drclean.registry.Finding;
import drclean.registry.Ints;
import drclean.registry.Links;
import drclean.registry.Needs;
import drclean.registry.Repository;
import drclean.registry.Repository.Whole;
import drclean.registry.Tagged;
import drclean.storage.Answer;
import drclean.storage.Stat;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads one repository of a v2 registry: its tags' targets, the folder names of its manifest links
/// and layer links. What cannot be read makes the repository damaged, which protects what it links.
final class V2RepositoryReader {
  private final V2Tables tables;
  private final String name;
  private final V2LinkFile links;
  private final Ints manifests = new Ints();
  private final Ints layers = new Ints();
  private long[] times = new long[16];
  private Whole whole;

  V2RepositoryReader(V2Tables tables, String name, Whole whole) {
    this.tables = tables;
    this.name = name;
    this.links = new V2LinkFile(tables);
    this.whole = whole;
  }

  Repository read() {
    List<Tagged> tags = new V2TagReader(tables, name, this).read();
    links(tables.paths.revisions(name), this::manifest);
    links(tables.paths.layers(name), this::layers);
    var manifestLinks = new Links(manifests.toArray(), Arrays.copyOf(times, manifests.size()));
    return new Repository(
        name, tags, manifestLinks, new Links(layers.toArray(), new long[0]), whole);
  }

  /// What is done with the names in one algorithm's folder of links.
  private interface Reading {
    void of(String algorithm, String folder, List<String> names);
  }

  private void links(String folder, Reading reading) {
    for (String algorithm : names(folder)) {
      String inner = folder + "/" + algorithm;
      if (algorithm.equals("sha256") || algorithm.equals("sha512")) {
        reading.of(algorithm, inner, names(inner));
      } else if (!V2Debris.name(algorithm)) {
        damaged(
            name,
            inner,
            "it is neither sha256 nor sha512",
            "move it out of the registry if it is not the registry's");
      }
    }
  }

  private void manifest(String algorithm, String folder, List<String> names) {
    for (String hex : names) {
      Optional<Digest> digest = Digest.of(algorithm, hex);
      if (digest.isEmpty()) {
        stray(folder + "/" + hex);
      } else {
        manifest(digest.get(), folder + "/" + hex + "/link");
      }
    }
  }

  private void manifest(Digest digest, String link) {
    switch (tables.source.stat(link)) {
      case Answer.Found<Stat>(var stat) -> {
        add(tables.digests.intern(digest), stat.time());
        if (stat.size() != digest.toString().length() || stat.kind() != Stat.Kind.FILE) {
          torn(digest, link);
        }
      }
      case Answer.Unreadable<Stat>(var why) -> {
        add(tables.digests.intern(digest), Instant.EPOCH);
        damaged(name + "@" + digest, link, why, "make it readable for this user");
      }
      case Answer.Absent<Stat> _ -> {}
    }
  }

  /// The path says what a manifest link holds, so a torn one still protects, as does all around it.
  private void torn(Digest digest, String link) {
    if (links.read(link).found().map(Link::digest).filter(digest::equals).isEmpty()) {
      damaged(
          name + "@" + digest,
          link,
          "the link is torn: it does not hold the digest in its path",
          "write " + digest + " into it, without a newline");
    }
  }

  private void add(int manifest, Instant time) {
    if (manifests.size() == times.length) {
      times = Arrays.copyOf(times, times.length * 2);
    }
    times[manifests.size()] = time.toEpochMilli();
    manifests.add(manifest);
  }

  private void layers(String algorithm, String folder, List<String> names) {
    long[] words = new long[names.size() * 4];
    int packed = 0;
    for (String hex : names) {
      if (algorithm.equals("sha256") && Digests.pack(hex, words, packed * 4)) {
        packed++;
      } else {
        oddLayer(algorithm, folder, hex);
      }
    }
    layers.addAll(tables.digests.intern(words, packed));
  }

  /// A link under sha512 is a second name for content that lies under sha256: the link tells which.
  private void oddLayer(String algorithm, String folder, String hex) {
    Optional<Digest> digest = Digest.of(algorithm, hex);
    if (digest.isEmpty()) {
      stray(folder + "/" + hex);
      return;
    }
    int id = tables.digests.intern(digest.get());
    layers.add(id);
    String link = folder + "/" + hex + "/link";
    switch (links.read(link)) {
      case Answer.Found<Link>(Link(var target, _)) when !target.equals(digest.get()) -> {
        tables.needs.put(id, new int[] {Needs.mayBeAbsent(tables.digests.intern(target))});
        tables.needs.forThisSurveyOnly(id);
      }
      case Answer.Found<Link> _, Answer.Absent<Link> _ -> {}
      case Answer.Unreadable<Link>(var why) ->
          damaged(name, link, "the link is torn: " + why, "upload the layer again");
    }
  }

  /// The names in a folder of this repository.
  List<String> names(String folder) {
    return switch (tables.source.list(folder)) {
      case Answer.Found<List<String>>(var names) -> names;
      case Answer.Absent<List<String>> _ -> {
        if (kind(folder) == Stat.Kind.LINK) {
          unlisted(folder, "its link leads nowhere");
        }
        yield List.of();
      }
      case Answer.Unreadable<List<String>>(var why) -> {
        unlisted(folder, why);
        yield List.of();
      }
    };
  }

  /// A file in the place of a folder hides what was there as much as a folder that is closed.
  private void unlisted(String folder, String why) {
    damage();
    tables.found(
        new Finding(
            Finding.Kind.UNREADABLE,
            name,
            folder,
            "what %s links cannot be known: %s".formatted(name, why),
            repair(folder),
            Finding.Effect.BLOCKS));
  }

  private String repair(String folder) {
    return switch (kind(folder)) {
      case FILE -> "move that file away";
      case LINK -> "mount what is missing, or remove the link";
      case FOLDER, OTHER -> "make the folder readable for this user";
    };
  }

  Stat.Kind kind(String path) {
    return tables.source.stat(path).found().map(Stat::kind).orElse(Stat.Kind.OTHER);
  }

  void stray(String path) {
    if (!V2Debris.name(path.substring(path.lastIndexOf('/') + 1))) {
      tables.note(Finding.Kind.STRAY, name, path, "it is not the registry's, and is left alone");
    }
  }

  /// Notes that a part of this repository is not known.
  void damaged(String item, String path, String why, String repair) {
    damage();
    tables.found(
        new Finding(Finding.Kind.UNREADABLE, item, path, why, repair, Finding.Effect.PROTECTS));
  }

  /// Damage does not make a repository of elsewhere one of ours.
  void damage() {
    whole = whole == Whole.ELSEWHERE ? whole : Whole.DAMAGED;
  }
}
