// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

/// One condition asked of the members of a group: for whom it holds, and why or why not.
interface Clause {
  boolean holds(int member);

  /// Why it holds for a member for whom it does.
  String why(int member);

  /// Why not, for one for whom it does not.
  String whyNot(int member);
}
