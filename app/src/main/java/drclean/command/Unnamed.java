// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.registry.Inventory;
import drclean.registry.Refused;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A repository that is not here.
///
/// @param name what it was called
/// @param text all that was typed
public record Unnamed(String name, String text, Inventory inventory) {
  private static final Pattern SHORT = Pattern.compile("sha(256|512):[0-9a-f]+…?");

  /// Refuses a pattern that is like none of these names: what is said of none would read as if it
  /// were said of all. Where there is no repository at all, there is nothing to mistake.
  ///
  /// @throws Refused when all of them are called otherwise
  public static void requireOne(Predicate<String> like, Stream<String> names) {
    List<String> all = names.toList();
    if (!all.isEmpty() && all.stream().noneMatch(like)) {
      throw new Refused("no repository is called like %s; `report` lists them".formatted(like));
    }
  }

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
