// SPDX-License-Identifier: Apache-2.0
package drclean.retention.importing;

import drclean.retention.Counting;
import drclean.retention.Counting.Among;
import drclean.retention.Delete;
import drclean.retention.Keep;
import drclean.retention.Pattern;
import drclean.retention.Rule;
import drclean.retention.Selection;
import drclean.retention.Selection.Match;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A request to gcr-cleaner: it always takes untagged manifests, and tagged ones by a filter.
final class GcrCleaner {
  private GcrCleaner() {}

  static Imported read(String text) {
    Given given = Given.read(text);
    var draft = new Draft();
    Duration grace = given.duration("grace").orElse(Duration.ZERO);
    int keep = given.number("keep").orElse(0);
    List<Pattern> repos = given.texts("repos").stream().map(r -> repo(r, given)).toList();
    selection(given, repos.isEmpty() ? Selection.EVERYTHING : repos)
        .ifPresent(
            which -> {
              List<Keep> newest = keep > 0 ? List.of(new Keep.Last(keep)) : List.of();
              draft.rule(
                  Rule.of("filter", which, newest, Delete.when(new Delete.OlderThan(grace)))
                      .counting(Counting.PLAIN.among(new Among(List.of(), grace))));
              draft.same("tag_filter", "the newest are counted among what is old enough");
            });
    draft.untagged(grace);
    draft.differs("untagged", "counts from the loss of the last tag, in all repositories");
    given.requireKnown();
    given.text("dry_run");
    draft.unread(given);
    return draft.done();
  }

  private static Pattern repo(String name, Given given) {
    int slash = name.indexOf('/');
    boolean host = slash > 0 && name.substring(0, slash).matches(".*[.:].*");
    String bare = host ? name.substring(slash + 1) : name;
    return new Pattern(given.yes("recursive") ? bare + "**" : bare);
  }

  /// That all tags match is that none fails to match.
  private static Optional<Selection> selection(Given given, List<Pattern> repos) {
    Optional<Selection> any =
        given
            .text("tag_filter_any")
            .map(regex -> Selection.of(repos, List.of(Zot.unanchored(regex))).images(Match.ANY));
    return given
        .text("tag_filter_all")
        .map(
            regex ->
                Selection.of(repos, Selection.EVERYTHING)
                    .images(Match.ANY)
                    .except(List.of(new Pattern("!" + Zot.unanchored(regex).text()))))
        .or(() -> any);
  }
}
