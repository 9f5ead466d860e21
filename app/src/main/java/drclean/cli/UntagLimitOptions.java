// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Untag;
import drclean.retention.Policy.Limits;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How much one run may untag: as much as the policy says, unless it is allowed by name.
final class UntagLimitOptions {
  @Option(
      names = "--max-percent",
      paramLabel = "N",
      description = "Refuse (exit 5) to untag more than N of 100 images (policy, 20).")
  private @Nullable Integer maxPercent;

  @Option(
      names = "--max-images",
      paramLabel = "N",
      description = "Refuse (exit 5) to untag more images (policy, 2000).")
  private @Nullable Long maxImages;

  @Option(
      names = "--max-bytes",
      paramLabel = "SIZE",
      converter = Amounts.OfBytes.class,
      description = "Refuse (exit 5) if more would be freed (policy, 500GiB).")
  private @Nullable Long maxBytes;

  void check() {
    boolean percent = maxPercent == null || (maxPercent >= 0 && maxPercent <= 100);
    if (!percent || (maxImages != null && maxImages < 0)) {
      throw new Misused("--max-percent lies between 0 and 100, --max-images is 0 or more");
    }
  }

  /// @throws Beyond when a plan takes more
  void require(Untag untag) {
    Limits limits = untag.judged().verdicts().policy().defaults().limits();
    Untag.Images images = untag.images();
    Stream.of(
            beyond(
                "percent",
                "%d of %d images".formatted(images.losing(), images.all()),
                images.percent(),
                maxPercent == null ? limits.percent() : maxPercent),
            beyond(
                "images",
                Human.count(images.losing(), "image"),
                images.losing(),
                maxImages == null ? limits.images() : maxImages),
            beyond(
                "bytes",
                "what would free " + Human.bytes(untag.freed().bytes()),
                untag.freed().bytes(),
                maxBytes == null ? limits.bytes() : maxBytes))
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(
            sentence -> {
              throw new Beyond(sentence);
            });
  }

  private static Optional<String> beyond(String option, String what, long taken, long allowed) {
    String most = option.equals("percent") ? allowed + " %" : Human.count(allowed);
    return taken <= allowed
        ? Optional.empty()
        : Optional.of(
            "the policy takes %s, and at most %s are allowed; --max-%s %d allows it"
                .formatted(what, most, option, taken));
  }
}
