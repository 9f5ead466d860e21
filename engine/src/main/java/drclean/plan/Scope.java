// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.registry.Doubt;
import java.time.Duration;
import java.util.Set;

/// What counts as garbage, and how long a thing is too young to be it.
///
/// @param keep what keeps a manifest
/// @param grace younger things and what they need are not touched
/// @param uploadAge an upload that did not change for so long is stale
/// @param also what goes besides
/// @param meant what would forbid a plan, and is meant
public record Scope(
    Keep keep, Duration grace, Duration uploadAge, Set<Also> also, Set<Doubt> meant) {
  /// What goes on request only.
  public enum Also {
    /// Folders of empty repositories.
    EMPTY_REPOSITORIES,
    /// What the lists of images of v1 repositories say of images that leave.
    LISTED
  }

  /// What keeps a manifest.
  public enum Keep {
    /// Its repository links it.
    LINKED,
    /// A tag of its repository reaches it, or it refers to a manifest that lives.
    TAGGED
  }

  /// The waiting times that the commands have by default.
  public static Scope careful() {
    return new Scope(Keep.LINKED, Duration.ofHours(24), Duration.ofHours(168), Set.of(), Set.of());
  }

  /// The same with another answer to what keeps a manifest.
  public Scope keeping(Keep other) {
    return new Scope(other, grace, uploadAge, also, meant);
  }

  /// The same with another grace time.
  public Scope within(Duration otherGrace) {
    return new Scope(keep, otherGrace, uploadAge, also, meant);
  }
}
