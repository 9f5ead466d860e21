// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.layout.Layout.Candidates;
import drclean.registry.Finding;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Look;
import drclean.registry.Repository;
import drclean.registry.Repository.Whole;
import drclean.registry.Unneeded;
import drclean.storage.Answer;
import java.time.Instant;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/// What the parts of one closer look at a v2 registry share, and fill together from several
/// threads.
final class V2LookTables {
  final V2Tables tables;
  final Inventory inventory;
  final Candidates candidates;
  final Queue<Item.History> history = new ConcurrentLinkedQueue<>();
  private final Queue<Look.Leftover> leftovers = new ConcurrentLinkedQueue<>();
  private final Queue<Look.Leftover> uploads = new ConcurrentLinkedQueue<>();
  private final BitSet youngBlobs = new BitSet();
  private final BitSet hollow = new BitSet();
  private final List<Unneeded.Part> youngParts;
  private final List<Unneeded.Part> hollowParts;

  V2LookTables(V2Tables tables, Inventory inventory, Candidates candidates) {
    this.tables = tables;
    this.inventory = inventory;
    this.candidates = candidates;
    this.youngParts = parts();
    this.hollowParts = parts();
  }

  private List<Unneeded.Part> parts() {
    return Stream.generate(Unneeded.Part::none).limit(inventory.repositories().size()).toList();
  }

  Repository repository(int at) {
    return inventory.repositories().get(at);
  }

  Unneeded.Part unneeded(int at) {
    return candidates.unneeded().parts().get(at);
  }

  Unneeded.Part youngPart(int at) {
    return youngParts.get(at);
  }

  Unneeded.Part hollowPart(int at) {
    return hollowParts.get(at);
  }

  /// Whether nothing in this repository may be changed from here.
  boolean elsewhere(int at) {
    return repository(at).whole() == Whole.ELSEWHERE;
  }

  boolean young(Instant time) {
    return time.isAfter(candidates.horizon());
  }

  boolean young(long time) {
    return time > candidates.horizon().toEpochMilli();
  }

  /// Says that a candidate is to stay for its age, or because it cannot be looked at.
  synchronized void youngBlob(int digest) {
    if (candidates.unneeded().blobs().get(digest)) {
      youngBlobs.set(digest);
    }
  }

  /// Hands over each candidate that stays.
  synchronized void eachYoungBlob(IntConsumer young) {
    youngBlobs.stream().forEach(young);
  }

  synchronized void hollowBlob(int digest) {
    hollow.set(digest);
  }

  synchronized void set(BitSet bits, int at) {
    bits.set(at);
  }

  void left(Look.Leftover leftover) {
    leftovers.add(leftover);
  }

  /// Says that an upload may still go on.
  void upload(Look.Leftover upload) {
    uploads.add(upload);
  }

  List<String> names(String folder) {
    return switch (tables.source.list(folder)) {
      case Answer.Found<List<String>>(var names) -> names;
      case Answer.Absent<List<String>> _ -> List.of();
      case Answer.Unreadable<List<String>>(var why) -> {
        unreadable(folder, why);
        yield List.of();
      }
    };
  }

  void unreadable(String path, String why) {
    tables.found(
        new Finding(
            Finding.Kind.UNREADABLE,
            path,
            path,
            "it cannot be looked at, and stays: " + why,
            "make it readable for this user",
            Finding.Effect.DAMAGE));
  }

  private static List<Look.Leftover> sorted(Queue<Look.Leftover> left) {
    return left.stream().sorted(Comparator.comparing(Look.Leftover::path)).toList();
  }

  Look look() {
    return new Look(
        youngBlobs,
        youngParts,
        hollow,
        hollowParts,
        Map.of(),
        List.copyOf(history),
        sorted(leftovers),
        sorted(uploads),
        List.of(),
        tables.findings.stream().sorted(Comparator.comparing(Finding::path)).toList());
  }
}
