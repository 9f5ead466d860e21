// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.plan.Scope;
import java.time.Duration;
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

  @Mixin private MeantOptions meant = new MeantOptions();

  Scope scope() {
    return new Scope(
        untagged ? Scope.Keep.TAGGED : Scope.Keep.LINKED,
        grace,
        uploadAge,
        emptyRepositories,
        meant.meant());
  }
}
