// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.plan.Limits;
import picocli.CommandLine.Option;

/// How much one run may take.
final class LimitOptions {
  @Option(
      names = "--max-percent",
      paramLabel = "N",
      description = "Refuse (exit 5) to take more than N of 100 blobs (50).")
  private int maxPercent = Limits.careful().maxPercent();

  @Option(
      names = "--max-bytes",
      paramLabel = "SIZE",
      converter = Amounts.OfBytes.class,
      description = "Refuse (exit 5) to take more bytes, such as 10GiB.")
  private long maxBytes = Limits.UNLIMITED;

  @Option(
      names = "--max-items",
      paramLabel = "N",
      description = "Refuse (exit 5) to take more items.")
  private long maxItems = Limits.UNLIMITED;

  Limits limits() {
    if (maxPercent < 0 || maxPercent > 100 || maxItems < 0) {
      throw new Misused("--max-percent lies between 0 and 100, --max-items is 0 or more");
    }
    return new Limits(maxPercent, maxBytes, maxItems);
  }
}
