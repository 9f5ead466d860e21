// SPDX-License-Identifier: Apache-2.0
package drclean.retention.importing;

import drclean.retention.Counting;
import drclean.retention.Counting.Among;
import drclean.retention.Counting.Count;
import drclean.retention.Delete;
import drclean.retention.Keep;
import drclean.retention.Pattern;
import drclean.retention.Rule;
import drclean.retention.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A command line of `acr purge`: the newest of what it would delete stay.
final class AcrPurge {
  private final List<String> filters = new ArrayList<>();
  private final Draft draft = new Draft();
  private Duration ago = Duration.ZERO;
  private int keep;
  private boolean untagged;
  private boolean untaggedOnly;

  private AcrPurge() {}

  static Imported read(String line) {
    var purge = new AcrPurge();
    List<String> words = Words.of(line);
    for (int i = 0; i < words.size(); i++) {
      i += purge.word(words, i);
    }
    return purge.done();
  }

  /// Reads a word, and says how many more it took.
  private int word(List<String> words, int at) {
    switch (words.get(at)) {
      case "--filter" -> filters.add(Words.after(words, at));
      case "--ago" -> ago = Given.age(Words.after(words, at));
      case "--keep" -> keep = Integer.parseInt(Words.after(words, at));
      case "--untagged" -> untagged = true;
      case "--untagged-only" -> untaggedOnly = true;
      case "--include-locked" -> draft.cannot("--include-locked", "what is locked stays");
      case "--dry-run", "acr", "az", "purge" -> {}
      default -> {
        if (words.get(at).startsWith("-")) {
          draft.cannot(words.get(at), "not read");
        }
      }
    }
    return List.of("--filter", "--ago", "--keep").contains(words.get(at)) ? 1 : 0;
  }

  private Imported done() {
    for (String filter : untaggedOnly ? List.<String>of() : filters) {
      int colon = filter.indexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException("a filter is repository:tag, not " + filter);
      }
      rule(filter.substring(0, colon), filter.substring(colon + 1), filter);
    }
    if (untagged || untaggedOnly) {
      draft.untagged(ago);
      draft.differs("--untagged", "counts from the loss of the last tag, in all repositories");
    }
    return draft.done();
  }

  private void rule(String repo, String tag, String name) {
    List<Pattern> repos = List.of(new Pattern("re:" + (repo.isEmpty() ? ".*" : repo)));
    Selection which = Selection.of(repos, List.of(Zot.unanchored(tag)));
    Among doomed = new Among(List.of(), ago);
    List<Keep> newest = keep > 0 ? List.of(new Keep.Last(keep)) : List.of();
    draft.rule(
        Rule.of(
                name.substring(0, Math.min(90, name.length())),
                which,
                newest,
                Delete.when(new Delete.OlderThan(ago)))
            .counting(Counting.PLAIN.count(Count.TAGS).among(doomed)));
    draft.same("--filter " + name, "the newest are counted among what is old enough");
  }
}
