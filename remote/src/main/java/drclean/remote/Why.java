// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

/// The reason in what is not as one wished.
final class Why {
  private Why() {}

  static String of(Answer<?> answer) {
    return switch (answer) {
      case Answer.Found<?> _ -> "it is there";
      case Answer.Absent<?>(var why) -> why;
      case Answer.Denied<?>(var why) -> why;
      case Answer.Failed<?>(var why) -> why;
    };
  }
}
