// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static java.util.stream.Collectors.toCollection;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What the server's own collector called eligible for deletion.
public record Collected(SortedSet<String> manifests, SortedSet<String> blobs) {
  private static final Pattern ELIGIBLE =
      Pattern.compile("(?m)^(manifest|blob) eligible for deletion: .*?(sha\\d+:[0-9a-f]+)");
  private static final Pattern SUMMARY =
      Pattern.compile("\\d+ blobs marked, (\\d+) blobs and (\\d+) manifests eligible for deletion");

  public Collected {
    manifests = Collections.unmodifiableSortedSet(new TreeSet<>(manifests));
    blobs = Collections.unmodifiableSortedSet(new TreeSet<>(blobs));
  }

  static Collected parse(String output) {
    var collected = new Collected(eligible("manifest", output), eligible("blob", output));
    var summary = SUMMARY.matcher(output);
    if (!summary.find() || Integer.parseInt(summary.group(1)) != collected.blobs.size()) {
      throw new IllegalStateException("not the output of garbage-collect: " + output);
    }
    return collected;
  }

  private static SortedSet<String> eligible(String kind, String output) {
    return ELIGIBLE
        .matcher(output)
        .results()
        .filter(line -> line.group(1).equals(kind))
        .map((MatchResult line) -> line.group(2))
        .collect(toCollection(TreeSet::new));
  }
}
