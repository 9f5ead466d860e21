// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.plan.Plan.Total;
import drclean.plan.Planner;
import drclean.plan.Scope;
import drclean.registry.Finding;
import drclean.registry.Inventory;
import drclean.registry.Links;
import drclean.registry.Look;
import drclean.registry.Refused;
import drclean.registry.Unneeded;
import drclean.run.Registry;
import drclean.run.Run;
import drclean.run.Runs;
import java.time.Instant;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What is in a registry, what of it is garbage, and what is wrong with it.
///
/// @param unsized how many blobs have a size that nobody has told yet
/// @param garbage counts and bytes of what nothing needs: `blobs`, `manifests`, `links`, …
/// @param refusal why nothing can be cleaned now, if so
/// @param untagged which blobs would be garbage besides if only tags kept manifests, the young too
/// @param young the same of what would be garbage if it were not young, or needed by what is
public record Report(
    String layout,
    Counts counts,
    Total blobs,
    long unsized,
    Map<String, Total> garbage,
    Map<String, Total> young,
    Total untagged,
    Quarantined quarantine,
    Optional<String> refusal,
    List<Traced> findings,
    List<Share> shares) {
  /// How many repositories, tags and manifests there are.
  public record Counts(long repositories, long tags, long manifests) {}

  /// What runs have moved away and purge has not deleted yet.
  public record Quarantined(long runs, long items, long bytes) {}

  /// Looks at a registry and reports.
  public static Report of(Registry registry, Scope scope, Instant now) {
    Seen seen = Seen.of(registry, scope, now);
    try {
      Map<String, Total> planned = seen.plan(registry, scope, now).totals();
      return of(registry, seen, planned, untagged(seen, scope));
    } catch (Refused refused) {
      return of(registry, seen, Map.of(), Total.NONE).refused(refused);
    }
  }

  private static Total untagged(Seen seen, Scope scope) {
    return scope.keep() == Scope.Keep.TAGGED
        ? Total.NONE
        : Freed.untagged(seen.inventory(), seen.firstSight());
  }

  private static List<Traced> findings(Registry registry, Seen seen) {
    List<Finding> all =
        Stream.of(
                seen.inventory().findings(),
                seen.surveyed().look().findings(),
                Unmet.of(registry, seen.inventory()))
            .flatMap(List::stream)
            .distinct()
            .sorted(Trace.ORDER)
            .toList();
    return Trace.of(registry, seen.inventory(), all);
  }

  private static Quarantined quarantined(Registry registry) {
    List<Run> runs = Runs.list(registry);
    Total all = runs.stream().map(Run::total).reduce(Total.NONE, Total::plus);
    return new Quarantined(runs.size(), all.count(), all.bytes());
  }

  private static Report of(
      Registry registry, Seen seen, Map<String, Total> planned, Total untagged) {
    Inventory inventory = seen.inventory();
    return new Report(
        inventory.layout(),
        counts(inventory),
        total(inventory, inventory.blobs()),
        inventory.blobs().stream().filter(blob -> inventory.sizes().get(blob) < 0).count(),
        garbage(planned),
        young(seen, seen.surveyed().unneeded()),
        untagged,
        quarantined(registry),
        Optional.empty(),
        findings(registry, seen),
        Shares.of(inventory, seen.surveyed().unneeded()));
  }

  private Report refused(Refused why) {
    var refusal = Optional.ofNullable(why.getMessage());
    return new Report(
        layout,
        counts,
        blobs,
        unsized,
        garbage,
        young,
        untagged,
        quarantine,
        refusal,
        findings,
        shares.stream().map(Share::withNothingToReclaim).toList());
  }

  /// The same with these shares only.
  public Report showing(List<Share> others) {
    return new Report(
        layout,
        counts,
        blobs,
        unsized,
        garbage,
        young,
        untagged,
        quarantine,
        refusal,
        findings,
        others);
  }

  private static Counts counts(Inventory inventory) {
    var manifests = new BitSet();
    long tags = 0;
    for (var repository : inventory.repositories()) {
      tags += repository.tags().size();
      for (int manifest : repository.manifests().digests()) {
        manifests.set(manifest);
      }
    }
    return new Counts(inventory.repositories().size(), tags, manifests.cardinality());
  }

  private static Map<String, Total> garbage(Map<String, Total> planned) {
    var garbage = new LinkedHashMap<String, Total>();
    garbage.put("blobs", planned.getOrDefault("blob", Total.NONE));
    garbage.put("manifests", planned.getOrDefault("manifest-link", Total.NONE));
    garbage.put(
        "links",
        planned
            .getOrDefault("layer-link", Total.NONE)
            .plus(planned.getOrDefault("history", Total.NONE)));
    garbage.put("tags", planned.getOrDefault("tag", Total.NONE));
    garbage.put("uploads", planned.getOrDefault("upload", Total.NONE));
    garbage.put("debris", planned.getOrDefault("debris", Total.NONE));
    garbage.put("emptyFolders", planned.getOrDefault(Planner.EMPTY_FOLDER, Total.NONE));
    return garbage;
  }

  /// All that waits for the grace time to end.
  static Total young(Seen seen) {
    var young = young(seen, seen.surveyed().unneeded());
    young.remove("uploads");
    return young.values().stream().reduce(Total.NONE, Total::plus);
  }

  private static Map<String, Total> young(Seen seen, Unneeded unneeded) {
    var kept = (BitSet) seen.firstSight().blobs().clone();
    kept.andNot(unneeded.blobs());
    var young = new LinkedHashMap<String, Total>();
    young.put("blobs", total(seen.inventory(), kept));
    young.put("manifests", keptParts(seen, unneeded, Unneeded.Part::manifests));
    young.put("links", keptParts(seen, unneeded, Unneeded.Part::layers));
    young.put("uploads", uploads(seen.surveyed().look()));
    return young;
  }

  private interface Row {
    BitSet of(Unneeded.Part part);
  }

  private static Total keptParts(Seen seen, Unneeded unneeded, Row row) {
    long count = 0;
    for (int i = 0; i < unneeded.parts().size(); i++) {
      var kept = (BitSet) row.of(seen.firstSight().parts().get(i)).clone();
      kept.andNot(row.of(unneeded.parts().get(i)));
      count += kept.cardinality();
    }
    return new Total(count, count * Links.BYTES);
  }

  private static Total uploads(Look look) {
    return look.uploads().stream()
        .map(upload -> new Total(1, upload.bytes()))
        .reduce(Total.NONE, Total::plus);
  }

  private static Total total(Inventory inventory, BitSet blobs) {
    long bytes = blobs.stream().mapToLong(blob -> Math.max(0, inventory.sizes().get(blob))).sum();
    return new Total(blobs.cardinality(), bytes);
  }
}
