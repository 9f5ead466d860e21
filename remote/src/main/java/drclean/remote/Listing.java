// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.util.List;
import java.util.Optional;

/// What a registry listed. It may lack entries even where it was not cut short: registries 3.0.0 to
/// 3.1.1 hide tags and repositories that begin like others, and lists are cached. So a name in it
/// was there; that a name is not in it proves nothing, and nothing may be deleted for that.
///
/// @param cutShort why there may be more that was not asked for or not understood
public record Listing<T>(List<T> entries, Optional<String> cutShort) {
  public Listing {
    entries = List.copyOf(entries);
  }
}
