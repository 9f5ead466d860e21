// SPDX-License-Identifier: Apache-2.0
package drclean.retention.reading;

/// What is wrong in a policy file, and where; lines and columns count from 1.
public record Mistake(String file, int line, int column, String what) {
  /// As compilers say it, so that editors find the place.
  @Override
  public String toString() {
    return "%s:%d:%d: %s".formatted(file, line, column, what);
  }
}
