// SPDX-License-Identifier: Apache-2.0
package drclean.bench.world;

/// How a total is shared out evenly among parts; the shares add up to the total.
final class Share {
  private Share() {}

  static int of(int total, int parts, int part) {
    return first(total, parts, part + 1) - first(total, parts, part);
  }

  private static int first(int total, int parts, int part) {
    return (int) ((long) total * part / parts);
  }
}
