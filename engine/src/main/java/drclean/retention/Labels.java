// SPDX-License-Identifier: Apache-2.0
package drclean.retention;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Labels that an image must have, each with a value that its pattern asks for.
public record Labels(SortedMap<String, Pattern> wanted) {
  /// Labels that every image has.
  public static final Labels ANY = new Labels(new TreeMap<>());

  public Labels {
    wanted = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(wanted));
  }

  /// Whether nothing is wanted.
  public boolean isEmpty() {
    return wanted.isEmpty();
  }

  /// Whether an image with these labels has all that is wanted.
  public boolean match(Map<String, String> labels) {
    return wanted.entrySet().stream()
        .allMatch(
            want -> {
              String value = labels.get(want.getKey());
              return value != null && want.getValue().matches(value);
            });
  }

  @Override
  public String toString() {
    return String.join(
        " ", wanted.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }
}
