// SPDX-License-Identifier: Apache-2.0
package drclean.retention.importing;

import drclean.retention.Policy;
import java.util.List;

/// A policy made from someone else's settings, and how well it says the same.
public record Imported(Policy policy, List<Note> notes) {
  public Imported {
    notes = List.copyOf(notes);
  }

  /// What became of one thing that the settings say.
  public record Note(Effect effect, String what, String how) {}

  /// How well we say the same.
  public enum Effect {
    SAME,
    DIFFERS,
    CANNOT
  }
}
