// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.retention.Keep;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// The newest patches of the newest minor lines of the newest major lines, and the newest
/// pre-releases. A tag of one or two numbers only (`v2`, `2.3`) stays as long as a version of its
/// line does and takes no place; where nothing longer is of its line, `2.3` is 2.3.0, and where
/// nothing longer is in the group at all, `v2` is 2.0.0.
final class VersionLines implements Clause {
  private final Group group;
  private final Map<Version, String> kept = new HashMap<>();
  private final Set<Long> majors = new HashSet<>();
  private final Set<String> minors = new HashSet<>();

  private VersionLines(Group group) {
    this.group = group;
  }

  static Clause of(Group group, Keep.Semver wanted) {
    var lines = new VersionLines(group);
    List<Version> known =
        IntStream.range(0, group.size())
            .filter(member -> !group.timeless(member))
            .mapToObj(lines::version)
            .flatMap(Optional::stream)
            .toList();
    lines.releases(placed(known), wanted);
    lines.prereleases(known, wanted.prereleases());
    return lines;
  }

  private Optional<Version> version(int member) {
    return group.tags().version(group.members()[member]);
  }

  /// The releases that take places, newest first.
  private static TreeSet<Version> placed(List<Version> known) {
    var longer = new HashSet<String>();
    int longest = known.stream().mapToInt(Version::parts).max().orElse(0);
    known.stream().filter(v -> v.parts() == 3).forEach(v -> longer.add(v.line()));
    var placed = new TreeSet<Version>(Comparator.reverseOrder());
    known.stream()
        .filter(Version::isRelease)
        .filter(
            v ->
                switch (v.parts()) {
                  case 3 -> true;
                  case 2 -> !longer.contains(v.line());
                  default -> longest == 1;
                })
        .forEach(v -> placed.add(v.full()));
    return placed;
  }

  private void releases(TreeSet<Version> newestFirst, Keep.Semver wanted) {
    int patch = 0;
    int minorsOfMajor = 0;
    for (Version version : newestFirst) {
      if (majors.add(version.major())) {
        minorsOfMajor = 0;
      }
      if (minors.add(version.line())) {
        minorsOfMajor++;
        patch = 0;
      }
      if (majors.size() > wanted.majors()) {
        majors.remove(version.major());
        minors.remove(version.line());
        return;
      }
      if (minorsOfMajor > wanted.minors()) {
        minors.remove(version.line());
      } else if (++patch <= wanted.patches()) {
        kept.put(version, "semver, patch " + patch + " of " + version.line());
      }
    }
  }

  private void prereleases(List<Version> known, int count) {
    known.stream()
        .filter(version -> !version.isRelease())
        .map(Version::full)
        .distinct()
        .sorted(Comparator.reverseOrder())
        .limit(count)
        .forEach(version -> kept.put(version, "semver, pre-release"));
  }

  @Override
  public boolean holds(int member) {
    return group.timeless(member) || reason(member).isPresent();
  }

  private Optional<String> reason(int member) {
    return version(member)
        .flatMap(version -> Optional.ofNullable(kept.get(version.full())).or(() -> line(version)));
  }

  private Optional<String> line(Version version) {
    boolean follows =
        version.isRelease()
            && switch (version.parts()) {
              case 1 -> majors.contains(version.major());
              case 2 -> minors.contains(version.line());
              default -> false;
            };
    return follows ? Optional.of("semver, names a line that stays") : Optional.empty();
  }

  @Override
  public String why(int member) {
    return group.timeless(member) ? "unknown-time" : reason(member).orElseThrow();
  }

  @Override
  public String whyNot(int member) {
    return version(member).isPresent() ? "not among the newest versions" : "no version";
  }
}
