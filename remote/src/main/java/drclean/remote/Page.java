// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One page of a listing.
///
/// @param next where its content says the next one is; empty when it does not
record Page<T>(List<T> entries, String next) {
  /// How the content of a page is read.
  interface Form<T> {
    Optional<Page<T>> read(Map<?, ?> content);
  }

  /// A page of names under a field. A repository whose last tag is gone may have null there.
  static Form<String> names(String field) {
    return content -> {
      if (!content.containsKey(field)) {
        return Optional.empty();
      }
      var names = new ArrayList<String>();
      for (Object entry : Json.list(content, field)) {
        if (entry instanceof String name && !name.isEmpty()) {
          names.add(name);
        }
      }
      return Optional.of(new Page<>(names, Json.text(content, "next")));
    };
  }
}
