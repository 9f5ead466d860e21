// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import drclean.layout.Manifest.Descriptor;
import drclean.layout.Manifest.Parsed;
import drclean.layout.Manifest.Role;
import drclean.layout.Means;
import drclean.registry.Digest;
import drclean.registry.Digests;
import drclean.registry.Inventory;
import drclean.registry.Links;
import drclean.registry.Needs;
import drclean.registry.Refused;
import drclean.registry.Repository;
import drclean.registry.Sizes;
import drclean.registry.Tagged;
import drclean.remote.Answer;
import drclean.remote.Listing;
import drclean.retention.judging.Evidence;
import drclean.storage.StorageException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Gatherers;

/// Looks at a registry by its API: asks for each tag that is listed, remembered or named, and for
/// each manifest behind them once.
final class Surveying {
  private final Afar afar;
  private final Means.Watch watch;
  private final Sights sights;
  private final Map<String, String> doubts = new HashMap<>();
  private final Digests digests;
  private final Needs needs = new Needs();
  private final Sizes sizes = new Sizes();
  private final BitSet blobs = new BitSet();
  private final BitSet unreadable = new BitSet();

  Surveying(Afar afar, Means.Watch watch) {
    this.afar = afar;
    this.watch = watch;
    this.sights = Sights.read(afar.state());
    this.digests = new Digests(afar.api().layout().equals("v1") ? Digest.V1 : "sha256");
  }

  private record Look(String name, Company.Seen seen) {}

  Survey of(Survey.Asked asked) {
    Instant now = afar.clock().instant();
    Set<String> names = names(asked);
    var repositories = new ArrayList<Repository>();
    var seen = new HashMap<String, Company.Seen>();
    for (Look look : looks(names, asked.tags())) {
      seen.put(look.name(), look.seen());
      switch (look.seen().answer()) {
        case Answer.Found<Api.Pointers>(var pointers) -> {
          pointers.doubt().ifPresent(why -> doubts.put(look.name(), why));
          sights.saw(look.name(), pointers, now);
          repositories.add(repository(look.name(), pointers));
        }
        case Answer.Absent<Api.Pointers>(var why) -> {
          if (asked.named().contains(look.name())) {
            doubts.put(look.name(), "it is not there: " + why);
          }
        }
        case Answer.Denied<Api.Pointers>(var why) -> unlisted(look.name(), why);
        case Answer.Failed<Api.Pointers>(var why) -> unlisted(look.name(), why);
      }
    }
    sights.save();
    var inventory =
        new Inventory(
            afar.api().layout(), digests, repositories, blobs, unreadable, needs, sizes, List.of());
    return new Survey(afar, inventory, seen, doubts, sights, watch);
  }

  private void unlisted(String repository, String why) {
    doubts.put(repository, "its tags cannot be listed: " + why);
  }

  private List<Look> looks(Set<String> names, Set<String> tags) {
    var done = new AtomicLong();
    return names.stream()
        .gather(
            Gatherers.mapConcurrent(
                afar.jobs(),
                name -> {
                  var besides = new HashSet<>(tags);
                  besides.addAll(sights.tags(name));
                  Instant began = afar.clock().instant();
                  var answer = afar.api().pointers(name, besides);
                  var look =
                      new Look(name, Company.Seen.just(answer, began, afar.clock().instant()));
                  watch.progress("repositories", done.incrementAndGet(), names.size());
                  return look;
                }))
        .toList();
  }

  private Set<String> names(Survey.Asked asked) {
    var names = new TreeSet<>(asked.named());
    switch (afar.api().repositories()) {
      case Answer.Found<Listing<String>>(var listing) -> {
        listing.entries().stream().filter(asked.repositories()).forEach(names::add);
        listing.cutShort().ifPresent(why -> doubts.put("", why));
      }
      case Answer.Absent<Listing<String>>(var why) -> requireNamed(names, why);
      case Answer.Denied<Listing<String>>(var why) -> requireNamed(names, why);
      case Answer.Failed<Listing<String>>(var why) -> {
        if (names.isEmpty()) {
          throw new StorageException(
              "list the repositories of", afar.api().address().toString(), new IOException(why));
        }
      }
    }
    return names;
  }

  private void requireNamed(Set<String> names, String why) {
    if (names.isEmpty()) {
      throw new Refused(
          "%s does not list its repositories (%s); name them by --repository"
              .formatted(afar.api().address(), why));
    }
  }

  private Repository repository(String name, Api.Pointers pointers) {
    List<Tagged> tags =
        pointers.tags().stream()
            .sorted(Comparator.comparing(Api.Pointer::tag))
            .map(pointer -> new Tagged(pointer.tag(), target(pointer), began(name, pointer)))
            .toList();
    return new Repository(name, tags, Links.NONE, Links.NONE, Repository.Whole.YES);
  }

  private Instant began(String repository, Api.Pointer pointer) {
    long began =
        pointer
            .target()
            .map(target -> sights.began(repository, pointer.tag(), target))
            .orElse(Evidence.UNKNOWN);
    return began == Evidence.UNKNOWN ? Instant.EPOCH : Instant.ofEpochMilli(began);
  }

  private int target(Api.Pointer pointer) {
    return pointer.target().map(this::reached).orElse(Digests.NONE);
  }

  /// Says what a manifest needs, and what those need that it names.
  private int reached(Digest digest) {
    int id = digests.intern(digest);
    if (!needs.knows(id) && !unreadable.get(id)) {
      afar.api().parsed(digest).ifPresent(parsed -> reached(id, parsed));
      blobs.set(id);
    }
    return id;
  }

  private void reached(int id, Parsed parsed) {
    switch (parsed) {
      case Parsed.Understood(var manifest) -> {
        List<Descriptor> named = manifest.needs();
        int[] edges = named.stream().mapToInt(this::need).toArray();
        needs.put(id, edges, manifest.subject().map(digests::intern).orElse(-1));
        named.stream().filter(need -> need.role() != Role.BLOB).forEach(this::child);
      }
      case Parsed.NotUnderstood _ -> unreadable.set(id);
    }
  }

  private void child(Descriptor need) {
    if (afar.api().parsed(need.digest()).isPresent()) {
      reached(need.digest());
    }
  }

  private int need(Descriptor need) {
    int id = digests.intern(need.digest());
    sizes.claimed(id, need.size());
    if (need.role() == Role.BLOB && !need.mayBeAbsent()) {
      blobs.set(id);
      return id;
    }
    return need.role() == Role.BLOB ? Needs.mayBeAbsent(id) : Needs.manifest(Needs.mayBeAbsent(id));
  }
}
