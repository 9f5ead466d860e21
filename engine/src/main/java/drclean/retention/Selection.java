// SPDX-License-Identifier: Apache-2.0
package drclean.retention;

import java.util.List;

/// Which tags a rule speaks of: those in its repositories, under its names, with its labels and
/// media types. Exceptions win.
public record Selection(
    List<Pattern> repos,
    List<Pattern> exceptRepos,
    List<Pattern> tags,
    List<Pattern> except,
    Labels labels,
    List<Pattern> mediaTypes,
    Unit unit,
    Match match) {
  /// What is selected.
  public enum Unit {
    /// Each tag by itself.
    TAG,
    /// A digest with all its tags of the repository: it is selected, stays and goes as one.
    IMAGE
  }

  /// When the names of an image's tags are those asked for.
  public enum Match {
    /// A tag has a name that one pattern asks for.
    ANY,
    /// Each pattern finds a tag.
    ALL
  }

  /// Every pattern that selects all names.
  public static final List<Pattern> EVERYTHING = Pattern.list("**");

  public Selection {
    repos = List.copyOf(repos);
    exceptRepos = List.copyOf(exceptRepos);
    tags = List.copyOf(tags);
    except = List.copyOf(except);
    mediaTypes = List.copyOf(mediaTypes);
    if (repos.isEmpty() || tags.isEmpty()) {
      throw new IllegalArgumentException("a rule needs repos and tags; [\"**\"] are all");
    }
    if (match == Match.ALL && unit == Unit.TAG) {
      throw new IllegalArgumentException("match: all needs unit: image");
    }
  }

  /// Tags under these names in all repositories.
  public static Selection tags(String... tags) {
    return of(EVERYTHING, Pattern.list(tags));
  }

  /// Tags under these names in these repositories.
  public static Selection of(List<Pattern> repos, List<Pattern> tags) {
    return new Selection(
        repos, List.of(), tags, List.of(), Labels.ANY, List.of(), Unit.TAG, Match.ANY);
  }

  /// The same without these names.
  public Selection except(List<Pattern> names) {
    return new Selection(repos, exceptRepos, tags, names, labels, mediaTypes, unit, match);
  }

  /// The same without these repositories.
  public Selection exceptRepos(List<Pattern> names) {
    return new Selection(repos, names, tags, except, labels, mediaTypes, unit, match);
  }

  /// The same of images as a whole.
  public Selection images(Match how) {
    return new Selection(repos, exceptRepos, tags, except, labels, mediaTypes, Unit.IMAGE, how);
  }

  /// Whether it speaks of a repository at all.
  public boolean repository(String name) {
    return Pattern.any(repos, name) && !Pattern.any(exceptRepos, name);
  }
}
