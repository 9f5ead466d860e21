// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.plan.Scope;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What counts as garbage.
final class ScopeOptions {
  @Option(
      names = {"--untagged", "--delete-untagged"},
      description = "Manifests that no tag reaches are garbage, too.")
  private boolean untagged;

  @Option(
      names = {"--grace", "--keep"},
      paramLabel = "AGE",
      defaultValue = "24h",
      converter = Amounts.OfTime.class,
      description = "Younger things and what they need stay (default: $KEEP, or 24h).")
  private Duration grace = Duration.ofDays(1);

  @Option(
      names = "--upload-age",
      paramLabel = "AGE",
      defaultValue = "168h",
      converter = Amounts.OfTime.class,
      description = "Uploads that did not change for so long are stale (168h).")
  private Duration uploadAge = Duration.ofDays(7);

  @Option(names = "--empty-repositories", description = "Folders of empty repositories go, too.")
  private boolean emptyRepositories;

  @Option(
      names = "--trim-index",
      description = "v1: what leaves is taken off the repositories' lists of images, too.")
  private boolean trimIndex;

  @Mixin private MeantOptions meant = new MeantOptions();

  Scope scope() {
    return new Scope(
        untagged ? Scope.Keep.TAGGED : Scope.Keep.LINKED, grace, uploadAge, also(), meant.meant());
  }

  private Set<Scope.Also> also() {
    var also = EnumSet.noneOf(Scope.Also.class);
    if (emptyRepositories) {
      also.add(Scope.Also.EMPTY_REPOSITORIES);
    }
    if (trimIndex) {
      also.add(Scope.Also.LISTED);
    }
    return also;
  }
}
