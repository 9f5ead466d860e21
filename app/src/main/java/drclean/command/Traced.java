// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.registry.Finding;
import java.util.List;
import java.util.Optional;

/// A finding, and what a person wants to know besides.
///
/// @param concerns the tags that need what it is about (`team/app:v1`), and the repositories that
///   do without a tag; at most 100
/// @param content what it is about, with the word for its kind: `sha256:… blob`
/// @param kept in which run's quarantine that lies, where it is missing
public record Traced(
    Finding finding, List<String> concerns, Optional<String> content, Optional<Kept> kept) {
  /// Content in quarantine: the run that moved it, and its digest as one types it.
  public record Kept(String run, String digest) {}

  public Traced {
    concerns = List.copyOf(concerns);
  }
}
