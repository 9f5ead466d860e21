// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

/// Why a verdict is what it is, in words, and the rule that says so; no rule's name when none does.
public record Reason(String rule, String words) {
  /// A reason that is no rule's.
  static Reason of(String words) {
    return new Reason("", words);
  }
}
