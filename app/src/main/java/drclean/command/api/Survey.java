// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import drclean.command.Charter;
import drclean.command.Judged;
import drclean.layout.Means;
import drclean.registry.Inventory;
import drclean.retention.Amount;
import drclean.retention.Policy;
import drclean.retention.judging.Judge;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// What a look at a registry by its API saw.
///
/// @param inventory as a survey of a disk would see it, as far as the API tells
/// @param seen what the tags of each repository point at, and until when that is believed
/// @param doubts why there may be more than was seen, by the name of the repository
public record Survey(
    Afar afar,
    Inventory inventory,
    Map<String, Company.Seen> seen,
    Map<String, String> doubts,
    Sights sights,
    Means.Watch watch) {
  /// What is looked at.
  ///
  /// @param repositories the names that are meant
  /// @param named names that are asked for although the registry may not list them
  /// @param tags names that are asked for in each repository although it may not list them
  public record Asked(Predicate<String> repositories, Set<String> named, Set<String> tags) {
    public Asked {
      named = Set.copyOf(named);
      tags = Set.copyOf(tags);
    }
  }

  public Survey {
    seen = Map.copyOf(seen);
    doubts = Map.copyOf(doubts);
  }

  /// Looks at a registry, and remembers on this machine which tags were seen.
  public static Survey of(Afar afar, Asked asked, Means.Watch watch) {
    return new Surveying(afar, watch).of(asked);
  }

  /// Judges what was seen. Nobody lists all that might be the subject of an attachment, so that no
  /// attachment is taken for an orphan.
  public Judged judge(Charter charter) {
    Policy policy = charter.policy().with(new Policy.Orphans(Amount.FOREVER));
    Instant now = afar.clock().instant();
    var evidence = new ApiEvidence(this, policy);
    evidence.fetch();
    return new Judged(
        inventory, Judge.judge(policy, inventory, evidence.with(charter, now), now), now);
  }
}
