// SPDX-License-Identifier: Apache-2.0
package drclean.retention.importing;

import drclean.retention.Amount;
import drclean.retention.Delete;
import drclean.retention.Keep;
import drclean.retention.Pattern;
import drclean.retention.Rule;
import drclean.retention.Selection;
import drclean.retention.Selection.Match;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Cleanup policies of Google's Artifact Registry: keep beats delete there, too.
final class ArtifactRegistry {
  private final Draft draft = new Draft();

  private ArtifactRegistry() {}

  static Imported read(String text) {
    Given given = Given.read(text);
    var registry = new ArtifactRegistry();
    given.objects(given.has("list") ? "list" : "cleanupPolicies").forEach(registry::policy);
    given.requireKnown();
    return registry.draft.done();
  }

  private void policy(Given policy) {
    String name = policy.must("name");
    String type = policy.object("action").text("type").orElse(policy.text("action").orElse(""));
    Given condition = policy.object("condition");
    if (policy.has("mostRecentVersions")) {
      newest(name, policy.object("mostRecentVersions"));
    } else if (condition.has("newerThan") && !type.equalsIgnoreCase("keep")) {
      draft.cannot(name, "deleting what is newer makes no sense here");
    } else if (!type.equalsIgnoreCase("keep") && !type.equalsIgnoreCase("delete")) {
      draft.cannot(name, "neither keeps nor deletes");
    } else if (state(condition).equals("untagged")) {
      untagged(name, type, condition);
    } else {
      tagged(name, type, condition);
    }
    draft.unread(policy);
    draft.unread(condition);
  }

  private static String state(Given condition) {
    return condition.text("tagState").orElse("any").toLowerCase(Locale.ROOT);
  }

  private void newest(String name, Given newest) {
    int count = newest.mustNumber("keepCount");
    Selection which = Selection.of(repos(newest), Selection.EVERYTHING).images(Match.ANY);
    draft.rule(Rule.of(name, which, List.of(new Keep.Last(count)), new Delete.Never()));
    draft.differs(name, "untagged versions are not counted");
    draft.unread(newest);
  }

  private void untagged(String name, String type, Given condition) {
    if (type.equalsIgnoreCase("delete")) {
      draft.untagged(age(condition, "olderThan").orElse(Duration.ZERO));
      draft.differs(name, "untagged: counts from the loss of the last tag, in all repositories");
    } else {
      draft.cannot(name, "untagged manifests are kept by untagged alone");
    }
  }

  private void tagged(String name, String type, Given condition) {
    List<Pattern> tags =
        condition.has("tagPrefixes")
            ? condition.texts("tagPrefixes").stream().map(p -> new Pattern(p + "*")).toList()
            : Selection.EVERYTHING;
    Selection which = Selection.of(repos(condition), tags).images(Match.ANY);
    Optional<Duration> older = age(condition, "olderThan");
    if (condition.has("versionNamePrefixes")) {
      draft.cannot(name, "versions are digests here, and not asked for by their beginning");
    } else if (type.equalsIgnoreCase("keep")) {
      Duration newer = age(condition, "newerThan").orElse(Amount.FOREVER);
      draft.rule(Rule.of(name, which, List.of(new Keep.Within(newer)), new Delete.Never()));
    } else {
      Delete delete =
          older.map(age -> Delete.when(new Delete.OlderThan(age))).orElse(new Delete.Rest());
      draft.rule(Rule.of(name, which, List.of(), delete));
    }
    if (older.isPresent() && type.equalsIgnoreCase("keep")) {
      draft.differs(name, "it keeps younger ones, too");
    } else if (!condition.has("versionNamePrefixes")) {
      draft.same(name, state(condition));
    }
  }

  private static List<Pattern> repos(Given condition) {
    return condition.has("packageNamePrefixes")
        ? condition.texts("packageNamePrefixes").stream().map(p -> new Pattern(p + "**")).toList()
        : Selection.EVERYTHING;
  }

  private static Optional<Duration> age(Given condition, String key) {
    return condition.duration(key);
  }
}
