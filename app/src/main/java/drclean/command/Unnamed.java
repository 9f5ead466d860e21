// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.registry.Inventory;
import java.util.regex.Pattern;

/// A repository that is not here.
///
/// @param name what it was called
/// @param text all that was typed
record Unnamed(String name, String text, Inventory inventory) {
  private static final Pattern SHORT = Pattern.compile("sha(256|512):[0-9a-f]+…?");

  /// Says so, and what may have been meant.
  String sentence() {
    if (SHORT.matcher(text).matches()) {
      return "'%s' is too short for the beginning of a digest; give at least %d digits"
          .formatted(text, What.DIGITS);
    }
    String none = "there is no repository %s here; ".formatted(name);
    if (here(name.substring(name.indexOf('/') + 1))) {
      return none + "leave the host away: " + text.substring(text.indexOf('/') + 1);
    }
    return Denied.hiding(name, inventory.findings())
        .map(why -> none + why + ", so it may be there all the same")
        .orElse(none + "`report` lists them");
  }

  private boolean here(String other) {
    return inventory.repositories().stream().anyMatch(one -> one.name().equals(other));
  }
}
