// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import drclean.layout.Manifest;
import drclean.layout.Manifest.Parsed;
import drclean.layout.Manifest.Role;
import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.remote.Answer;
import drclean.remote.Change;
import drclean.remote.Stored;
import drclean.run.Lease;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Gives back tags that runs removed, by putting their manifests again: those that others need
/// first. A tag that is there again and points elsewhere is not replaced, unless that is meant.
public final class GivingBack {
  private final Afar afar;
  private final Lease lease;
  private final Meant meant;

  /// What is done about a tag that points elsewhere by now.
  public sealed interface Meant {
    /// It stays.
    record Stay() implements Meant {}

    /// What it points at is saved in a run of its own, and then it is moved.
    record Force() implements Meant {}

    /// The tag is given back under this name.
    record As(String name) implements Meant {}
  }

  /// A tag of a run that is to be given back.
  public record Wanted(SavedRun run, Saved saved) {}

  /// What came of it.
  ///
  /// @param because why it was not given back; empty when it was
  public record Given(Wanted wanted, Kind kind, String because) {
    /// What came of it.
    public enum Kind {
      DONE,
      /// It is there as it was.
      THERE,
      /// It points elsewhere.
      TAKEN,
      FAILED
    }
  }

  /// One who holds the right to change this registry.
  public GivingBack(Afar afar, Lease lease, Meant meant) {
    this.afar = afar;
    this.lease = lease;
    this.meant = meant;
  }

  /// Gives back all of these, as far as it can be.
  public List<Given> all(List<Wanted> wanted) {
    var given = new ArrayList<Given>();
    for (Wanted one : childrenFirst(wanted)) {
      lease.check();
      Given now = one(one);
      given.add(now);
      if (now.kind() == Given.Kind.DONE || now.kind() == Given.Kind.THERE) {
        one.run().note(new Fate(one.saved().tag(), Fate.Kind.RESTORED, ""));
      }
    }
    return given;
  }

  private static List<Wanted> childrenFirst(List<Wanted> wanted) {
    var manifests = new HashMap<Digest, Stored>();
    wanted.forEach(one -> one.saved().manifest().ifPresent(it -> manifests.put(it.digest(), it)));
    return wanted.stream()
        .sorted(
            Comparator.comparingInt(
                one -> height(one.saved().target(), manifests, new HashSet<>())))
        .toList();
  }

  /// How many manifests lie under this one, as far as they are to be given back, too.
  private static int height(Digest digest, Map<Digest, Stored> manifests, Set<Digest> above) {
    Stored stored = manifests.get(digest);
    if (stored == null
        || !above.add(digest)
        || !(Manifest.parse(stored.bytes()) instanceof Parsed.Understood(var manifest))) {
      return 0;
    }
    int highest =
        manifest.needs().stream()
            .filter(need -> need.role() != Role.BLOB)
            .mapToInt(need -> height(need.digest(), manifests, above) + 1)
            .max()
            .orElse(0);
    above.remove(digest);
    return highest;
  }

  private Given one(Wanted wanted) {
    Saved saved = wanted.saved();
    String name = meant instanceof Meant.As(var other) ? other : saved.tag().name();
    Answer<Digest> now = afar.api().target(saved.tag().repository(), name);
    return switch (now) {
      case Answer.Absent<Digest> _ -> put(wanted, name);
      case Answer.Found<Digest>(var there) when there.equals(saved.target()) ->
          new Given(wanted, Given.Kind.THERE, "it is there");
      case Answer.Found<Digest>(var there) -> taken(wanted, name, there);
      case Answer.Denied<Digest>(var why) -> new Given(wanted, Given.Kind.FAILED, why);
      case Answer.Failed<Digest>(var why) -> new Given(wanted, Given.Kind.FAILED, why);
    };
  }

  private Given taken(Wanted wanted, String name, Digest there) {
    Item.Tag tag = new Item.Tag(wanted.saved().tag().repository(), name);
    Answer<Stored> manifest = afar.api().manifest(tag.repository(), there);
    if (manifest.found().filter(Stored::placeholder).isPresent()) {
      return put(wanted, name);
    }
    boolean known = manifest.found().isPresent() || afar.api() instanceof FirstApi;
    if (!(meant instanceof Meant.Force) || !known) {
      return new Given(wanted, Given.Kind.TAKEN, "it points at " + there + " by now");
    }
    var before = new Saved(tag, there, manifest.found(), "it gave way to an older one");
    SavedRun way = SavedRun.save(afar.state(), "giveway", List.of(before), afar.clock().instant());
    Given given = put(wanted, name);
    way.note(
        new Fate(
            tag,
            given.kind() == Given.Kind.DONE ? Fate.Kind.ALONE : Fate.Kind.STAYED,
            given.because()));
    way.end("done");
    return given;
  }

  private Given put(Wanted wanted, String name) {
    Change change = afar.api().put(wanted.saved().tag().repository(), name, wanted.saved());
    Optional<String> why =
        switch (change) {
          case Change.Done _, Change.Gone _ -> Optional.empty();
          case Change.Moved(var now) -> Optional.of("it points at " + now);
          case Change.NotAllowed(var setting) -> Optional.of("the registry needs " + setting);
          case Change.Unsupported(var said) -> Optional.of(said);
          case Change.Denied(var said) -> Optional.of(said);
          case Change.Unknown(var said) -> Optional.of(said);
          case Change.Failed(var said) -> Optional.of(failed(said));
        };
    return why.map(said -> new Given(wanted, Given.Kind.FAILED, said))
        .orElseGet(() -> new Given(wanted, Given.Kind.DONE, ""));
  }

  /// The registry stores no manifest whose parts it does not have.
  private static String failed(String said) {
    return said.contains("BLOB_UNKNOWN") || said.contains("MANIFEST_UNKNOWN")
        ? "the registry does not have all its blobs any more, so it must be pushed again: " + said
        : said;
  }
}
