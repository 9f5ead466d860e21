// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

/// What the process tells the one that started it. Any other number is a bug.
enum Exit {
  DONE(0),
  FINDINGS(1),
  USAGE(2),
  REFUSED(3),
  STORAGE(4),
  LIMIT(5),
  LEASE(6),
  BUG(70),
  INTERRUPTED(130);

  final int code;

  Exit(int code) {
    this.code = code;
  }
}
