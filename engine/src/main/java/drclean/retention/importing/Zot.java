// SPDX-License-Identifier: Apache-2.0
package drclean.retention.importing;

import drclean.retention.Amount;
import drclean.retention.Counting;
import drclean.retention.Counting.Count;
import drclean.retention.Delete;
import drclean.retention.Keep;
import drclean.retention.Pattern;
import drclean.retention.Rule;
import drclean.retention.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The retention settings of zot: the first policy whose repositories match counts, in it the first
/// entry whose patterns match; once there is an entry, what matches none is deleted.
final class Zot {
  private static final Counting BY_TAGS = Counting.PLAIN.count(Count.TAGS);

  private final Draft draft = new Draft();
  private final List<Pattern> earlierRepos = new ArrayList<>();
  private boolean deletesUntagged;

  private Zot() {}

  static Imported read(String text) {
    Given given = Given.read(text);
    Given config = given.has("storage") ? given.object("storage") : given;
    Given retention = config.has("retention") ? config.object("retention") : config;
    Duration delay = retention.duration("delay").orElse(Duration.ofHours(1));
    var zot = new Zot();
    retention.objects("policies").forEach(policy -> zot.policy(policy, delay));
    retention.requireKnown();
    if (zot.deletesUntagged) {
      zot.draft.untagged(delay);
      zot.draft.differs(
          "delay", "untagged: counts from the loss of the last tag, in all repositories");
    }
    if (config.has("subPaths")) {
      zot.draft.cannot("subPaths", "not read; import each by itself");
    }
    if (retention.yes("dryRun")) {
      zot.draft.cannot("dryRun", "ask with --dry-run");
    }
    zot.draft.unread(retention);
    return zot.draft.done();
  }

  private void policy(Given policy, Duration delay) {
    List<Pattern> repos =
        Stream.concat(policy.texts("repositories").stream(), policy.texts("repoNames").stream())
            .map(Pattern::new)
            .toList();
    List<Given> entries = policy.objects("keepTags");
    var patterns = new ArrayList<Pattern>();
    for (Given entry : entries) {
      entry(entry, repos, patterns);
    }
    if (!entries.isEmpty() && patterns.stream().noneMatch(Zot::matchesAll)) {
      Selection others = Selection.of(repos, Selection.EVERYTHING).except(patterns);
      draft.rule(rule("zot deletes unmatched tags", others, List.of(), new Delete.Rest()));
      draft.same("tags that match no entry", "are deleted");
    }
    deletesUntagged |= policy.text("deleteUntagged").map("true"::equals).orElse(true);
    if (policy.yes("deleteReferrers")) {
      draft.orphans(delay);
      draft.differs("deleteReferrers", "orphans, in all repositories");
    }
    draft.unread(policy);
    earlierRepos.addAll(repos);
  }

  private static boolean matchesAll(Pattern pattern) {
    return pattern.text().equals("**");
  }

  private void entry(Given entry, List<Pattern> repos, List<Pattern> earlier) {
    List<String> texts = entry.texts("patterns");
    List<Pattern> own =
        texts.isEmpty() ? Selection.EVERYTHING : texts.stream().map(Zot::unanchored).toList();
    var keep = new ArrayList<Keep>();
    entry.number("mostRecentlyPushedCount").map(Keep.Last::new).ifPresent(keep::add);
    entry.number("mostRecentlyPulledCount").map(Keep.LastPulled::new).ifPresent(keep::add);
    entry.duration("pushedWithin").map(Keep.Within::new).ifPresent(keep::add);
    entry.duration("pulledWithin").map(Keep.PulledWithin::new).ifPresent(keep::add);
    Selection which = Selection.of(repos, own).except(List.copyOf(earlier));
    String name = texts.isEmpty() ? "all tags" : String.join(" ", texts);
    if (keep.isEmpty()) {
      List<Keep> all = List.of(new Keep.Within(Amount.FOREVER));
      draft.rule(rule(name, which, all, new Delete.Never()));
    } else {
      draft.rule(rule(name, which, keep, new Delete.Rest()));
    }
    draft.same("keepTags " + name, "conditions as they are, first match first");
    if (!texts.isEmpty()) {
      draft.differs("keepTags " + name, "zot finds patterns anywhere in a name; written out here");
    }
    draft.unread(entry);
    earlier.addAll(own);
  }

  private Rule rule(String name, Selection which, List<Keep> keep, Delete delete) {
    String cut = name.substring(0, Math.min(90, name.length()));
    return Rule.of(cut, which.exceptRepos(List.copyOf(earlierRepos)), keep, delete)
        .counting(BY_TAGS);
  }

  /// A regular expression that may match anywhere.
  static Pattern unanchored(String regex) {
    return regex.equals(".*") ? new Pattern("**") : new Pattern("re:.*(?:" + regex + ").*");
  }
}
