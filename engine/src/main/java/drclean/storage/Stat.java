// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

import java.time.Instant;

/// What is known of a path without opening it: its kind, size in bytes, and last change.
public record Stat(Kind kind, long size, Instant time) {
  /// What lies at a path.
  public enum Kind {
    FILE,
    FOLDER,
    LINK,
    OTHER
  }
}
