// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Ints;

/// Which images a small file names, and how far that can be believed.
///
/// @param ids the images named, in order; of a torn file those before and around the damage
/// @param why what is wrong, empty when nothing is
/// @param bytes the length of the file
record V1Named(State state, int[] ids, String why, long bytes) {
  /// How far a file could be read.
  enum State {
    WHOLE,
    /// It was read and is not what it should be: half-written or spoilt.
    TORN,
    UNREADABLE,
    ABSENT
  }

  static V1Named absent() {
    return new V1Named(State.ABSENT, new int[0], "it is not there", 0);
  }

  static V1Named unreadable(String why) {
    return new V1Named(State.UNREADABLE, new int[0], why, 0);
  }

  static V1Named of(Ints ids, String wrong, long bytes) {
    return new V1Named(wrong.isEmpty() ? State.WHOLE : State.TORN, ids.toArray(), wrong, bytes);
  }

  /// The same names out of a file that is known to be wrong.
  V1Named torn(String wrong) {
    return new V1Named(State.TORN, ids, wrong, bytes);
  }

  boolean whole() {
    return state == State.WHOLE;
  }
}
