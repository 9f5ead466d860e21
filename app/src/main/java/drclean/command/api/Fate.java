// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import drclean.registry.Item;
import java.util.Locale;

/// What became of a tag.
///
/// @param why what there is to say about it; empty where nothing is
public record Fate(Item.Tag tag, Kind kind, String why) {
  /// How a person would name it.
  public String title() {
    return Saved.item(tag).title();
  }

  /// What became of it.
  public enum Kind {
    /// It was removed, and what it pointed at stays.
    ALONE,
    /// It was removed with its manifest, at which nothing else pointed.
    WITH_MANIFEST,
    /// It is a manifest, and was deleted by itself.
    MANIFEST,
    /// Nobody can tell whether it was removed.
    UNKNOWN,
    /// It had gone meanwhile.
    VANISHED,
    /// It stays, because it points elsewhere than when it was judged.
    ELSEWHERE,
    /// It stays, because the registry would not or could not.
    STAYED,
    /// It was given back.
    RESTORED;

    /// The word for it.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Whether it was removed, or may have been.
    public boolean removed() {
      return this == ALONE || this == WITH_MANIFEST || this == MANIFEST || this == UNKNOWN;
    }
  }
}
