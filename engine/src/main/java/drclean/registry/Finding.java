// SPDX-License-Identifier: Apache-2.0
package drclean.registry;

import java.util.Set;

/// Something wrong or odd that a survey met: what it is, the item and the path it concerns, why it
/// is so, and what repairs it.
public record Finding(
    Kind kind, String item, String path, String why, String repair, Effect effect) {
  /// What is wrong.
  public enum Kind {
    MISSING,
    CORRUPT,
    UNREADABLE,
    DANGLING,
    STRAY,
    EXTERNAL,
    ORPHAN,
    REFUSED
  }

  /// What follows from it.
  public enum Effect {
    /// Good to know; nothing is damaged.
    NOTE,
    /// Something that is referred to is not as it should be.
    DAMAGE,
    /// As damage, and what the repository links is protected by it.
    PROTECTS,
    /// What is needed cannot be known: nothing may be planned.
    BLOCKS
  }

  /// Whether it forbids any plan, where a person has said that these doubts are meant.
  public boolean blocks(Set<Doubt> meant) {
    boolean allowed =
        switch (kind) {
          case DANGLING -> meant.contains(Doubt.TAGS_DANGLE);
          case ORPHAN -> meant.contains(Doubt.NOTHING_IS_TAGGED);
          case MISSING, CORRUPT, UNREADABLE, STRAY, EXTERNAL, REFUSED -> false;
        };
    return effect == Effect.BLOCKS && !allowed;
  }

  /// Whether this is damage rather than a note.
  public boolean damage() {
    return effect != Effect.NOTE;
  }
}
