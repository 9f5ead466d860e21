// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.layout.Layout.Candidates;
import drclean.registry.Digest;
import drclean.registry.Finding;
import drclean.registry.Finding.Effect;
import drclean.registry.Finding.Kind;
import drclean.registry.Inventory;
import drclean.registry.Look;
import drclean.registry.Unneeded;
import drclean.storage.Stat;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/// A closer look at the images that no tag needs: which are young, which a running push may count
/// on, which must stay for what they are.
final class V1Look {
  /// A v1 repository has no folders within.
  private static final Pattern NO_SKELETON = Pattern.compile("(?!)");

  private final V1Files files;
  private final Inventory inventory;
  private final Candidates candidates;
  private final BitSet young = new BitSet();
  private final BitSet hollow = new BitSet();
  private final BitSet closed = new BitSet();
  private final Map<Integer, String> pins = new ConcurrentHashMap<>();
  private final V1Linked linked = new V1Linked();
  private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();

  V1Look(V1Files files, Inventory inventory, Candidates candidates) {
    this.files = files;
    this.inventory = inventory;
    this.candidates = candidates;
  }

  Look look() {
    List<Integer> unneeded = candidates.unneeded().blobs().stream().boxed().toList();
    files.each("candidates", unneeded, this::image);
    linked.count(inventory.sizes());
    var intents = new V1Intents(files, inventory, candidates.horizon());
    intents.read();
    intents.pins().keySet().retainAll(inventory.blobs().stream().boxed().toList());
    intents.pins().forEach(pins::putIfAbsent);
    intents.pins().keySet().stream().filter(closed::get).map(this::unknown).forEach(findings::add);
    findings.addAll(intents.findings());
    descend();
    List<Look.Leftover> empty =
        new EmptyFolders(files.source(), candidates.emptyHorizon(), NO_SKELETON)
            .below(files.paths().repositories());
    empty.forEach(this::searched);
    List<Look.Listing> listings = new V1Listings(files, inventory, candidates).read();
    List<Unneeded.Part> none =
        Collections.nCopies(inventory.repositories().size(), Unneeded.Part.none());
    List<Finding> sorted = findings.stream().sorted(Comparator.comparing(Finding::path)).toList();
    return new Look(young, none, hollow, none, pins, List.of(), empty, List.of(), listings, sorted);
  }

  /// A registry with a search index (`search_backend`) keeps a row for each repository.
  private void searched(Look.Leftover folder) {
    findings.add(
        new Finding(
            Kind.STRAY,
            folder.path(),
            folder.path(),
            "it is empty and goes, as was asked for",
            "where the registry has a search index, delete its row there too, or pushes to this"
                + " name fail",
            Effect.NOTE));
  }

  private void image(int image) {
    Digest id = inventory.digests().get(image);
    String path = V1Paths.image(id);
    Optional<Stat> stat = files.stat(path);
    if (stat.isEmpty() && files.source().stat(path).absent()) {
      return;
    }
    if (V1Kinds.folder(stat)) {
      V1Folder.at(files, path)
          .ifPresentOrElse(
              folder -> folder(image, folder), () -> closed(image, id, stat.get().time()));
    } else {
      stay(image, note(Kind.STRAY, id, "it is not a folder of its own", "it is left alone"));
    }
  }

  /// What it needs is not known, and may be any image here. A folder in which nothing came or went
  /// for as long as an upload may rest holds an image that no push counts on: it would leave itself
  /// if it could be read, so that nothing stays for its sake. A younger one forbids any plan.
  private void closed(int image, Digest id, Instant time) {
    synchronized (this) {
      closed.set(image);
    }
    String repair = "make the folder readable for this user";
    stay(
        image,
        time.isAfter(uploadHorizon())
            ? finding(Effect.BLOCKS, id, "it is young and cannot be read", repair)
            : finding(Effect.DAMAGE, id, "it cannot be read and is left alone", repair));
  }

  private void stay(int image, Finding finding) {
    findings.add(finding);
    pins.put(image, finding.why());
  }

  private void folder(int image, V1Folder folder) {
    inventory.sizes().seen(image, folder.bytes());
    folder.layer().ifPresent(layer -> linked.found(image, layer));
    synchronized (this) {
      young.set(image, folder.after(horizon(folder)));
      hollow.set(image, folder.empty());
    }
    Digest id = inventory.digests().get(image);
    if (folder.uploading()) {
      String repair = "it goes when it is older than the age of stale uploads";
      findings.add(note(Kind.ORPHAN, id, "its upload has begun and has not ended", repair));
    } else if (folder.husk()) {
      String why =
          "only its checksum is left: the image was taken away while its layer was written";
      findings.add(note(Kind.ORPHAN, id, why, "it goes when it is older than the grace time"));
    }
  }

  /// An upload may rest for long and go on.
  private Instant horizon(V1Folder folder) {
    return folder.uploading() ? uploadHorizon() : candidates.horizon();
  }

  private Instant uploadHorizon() {
    Instant upload = candidates.uploadHorizon();
    return upload.isBefore(candidates.horizon()) ? upload : candidates.horizon();
  }

  /// The young and the pinned keep what they need, so that must be known of them too.
  private void descend() {
    var descent = new V1Descent(files, inventory.needs(), inventory.sizes());
    young.stream().forEach(descent::begin);
    pins.keySet().stream().filter(image -> !closed.get(image)).sorted().forEach(descent::begin);
    descent.run();
    for (V1Image image : descent.faulty()) {
      if (!descent.decided(image) && image.unreadable()) {
        findings.add(unknown(image.self()));
      }
    }
    order();
  }

  /// An image must leave before its parents, so who needs whom is asked of the others, too.
  private void order() {
    var descent = new V1Descent(files, inventory.needs(), inventory.sizes());
    candidates.unneeded().blobs().stream()
        .filter(image -> !closed.get(image))
        .forEach(descent::begin);
    descent.run();
  }

  private Finding unknown(int image) {
    return finding(
        Effect.BLOCKS,
        inventory.digests().get(image),
        "a running push may need it, and what it needs itself cannot be read",
        "make its ancestry and its json readable for this user");
  }

  private static Finding finding(Effect effect, Digest id, String why, String repair) {
    return new Finding(Kind.UNREADABLE, id.toString(), V1Paths.image(id), why, repair, effect);
  }

  private static Finding note(Kind kind, Digest id, String why, String repair) {
    return new Finding(kind, id.toString(), V1Paths.image(id), why, repair, Effect.NOTE);
  }
}
