// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.registry.Inventory;
import java.util.Optional;
import java.util.stream.Stream;

/// How much one plan may take without being asked for by name.
///
/// @param maxPercent at most so many of a hundred blobs
/// @param maxBytes at most so many bytes
/// @param maxItems at most so many items, empty folders apart
public record Limits(int maxPercent, long maxBytes, long maxItems) {
  /// As much as there is.
  public static final long UNLIMITED = Long.MAX_VALUE;

  public Limits {
    if (maxPercent < 0 || maxPercent > 100 || maxBytes < 0 || maxItems < 0) {
      throw new IllegalArgumentException(
          "no limits: %d %%, %d bytes, %d items".formatted(maxPercent, maxBytes, maxItems));
    }
  }

  /// Half of the blobs, and as much of the rest as there is.
  public static Limits careful() {
    return new Limits(50, UNLIMITED, UNLIMITED);
  }

  /// What a plan takes beyond these limits, and the option that allows it; nothing when it keeps
  /// within them.
  public Optional<String> exceeded(Plan plan, Inventory inventory) {
    return Stream.of(percent(plan, inventory), bytes(plan), items(plan))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> percent(Plan plan, Inventory inventory) {
    long taken = plan.total("blob").count();
    long all = inventory.blobs().cardinality();
    long percent = all == 0 ? 0 : Math.min(100, (taken * 100 + all - 1) / all);
    return percent <= maxPercent
        ? Optional.empty()
        : Optional.of(
            "the plan takes %d of %d blobs, and at most %d %% of them are allowed; --max-percent %d allows it"
                .formatted(taken, all, maxPercent, percent));
  }

  private Optional<String> bytes(Plan plan) {
    return beyond("bytes", plan.total().bytes(), maxBytes);
  }

  private Optional<String> items(Plan plan) {
    long folders = plan.total(Planner.EMPTY_FOLDER).count();
    return beyond("items", plan.total().count() - folders, maxItems);
  }

  private static Optional<String> beyond(String what, long taken, long allowed) {
    return taken <= allowed
        ? Optional.empty()
        : Optional.of(
            "the plan takes %d %s, and at most %d are allowed; --max-%s %d allows it"
                .formatted(taken, what, allowed, what, taken));
  }
}
