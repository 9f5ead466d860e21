// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.util.List;
import java.util.function.Supplier;

/// Tries whether a registry lists the tags that it has: two are put on an index of nothing, of
/// which one begins like the other, and both must be listed. Then that index is deleted, and they
/// with it.
final class Canary {
  private static final List<String> NAMES = List.of("dr-clean-canary", "dr-clean-canary0");

  private final V2Changes changes;
  private final Supplier<Answer<Listing<String>>> list;

  Canary(V2Changes changes, Supplier<Answer<Listing<String>>> list) {
    this.changes = changes;
    this.list = list;
  }

  /// [Change.Done] when both were listed.
  Change tried(String repository) {
    Stored placeholder = Placeholder.fresh();
    Change may = changes.deleteManifest(repository, placeholder.digest());
    if (!(may instanceof Change.Gone)) {
      return may instanceof Change.Done
          ? new Change.Failed("it claims to have deleted what was never there")
          : may;
    }
    Change put = put(repository, placeholder);
    Change listed = put.done() ? listed() : put;
    Change gone = changes.deleteManifest(repository, placeholder.digest());
    return gone.done() || !listed.done() ? listed : gone;
  }

  private Change put(String repository, Stored placeholder) {
    for (String name : NAMES) {
      Change put = changes.put(repository, name, placeholder);
      if (!put.done()) {
        return put;
      }
    }
    return new Change.Done();
  }

  private Change listed() {
    Answer<Listing<String>> answer = list.get();
    return answer
        .found()
        .<Change>map(
            listing ->
                listing.entries().containsAll(NAMES)
                    ? new Change.Done()
                    : new Change.Failed("its list of tags hides tags that are there"))
        .orElseGet(() -> new Change.Failed(Why.of(answer)));
  }
}
