// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import java.util.stream.IntStream;

/// What the folder of one image says about the images that it needs: its `ancestry`, and the
/// `parent` that its `json` names. Both count.
record V1Image(int self, V1Named ancestry, V1Named json) {
  static V1Image of(int self, V1Named ancestry, V1Named json) {
    boolean foreign = ancestry.whole() && ancestry.ids()[0] != self;
    return new V1Image(
        self, foreign ? ancestry.torn("it does not begin with the image itself") : ancestry, json);
  }

  /// The images needed, itself left out.
  int[] needs() {
    int[] ancestors = ancestry.ids();
    IntStream parents =
        IntStream.of(json.ids())
            .filter(parent -> IntStream.of(ancestors).noneMatch(id -> id == parent));
    return IntStream.concat(IntStream.of(ancestors), parents).filter(id -> id != self).toArray();
  }

  /// Whether what it needs is known.
  boolean decided() {
    return ancestry.whole() || json.whole();
  }

  /// Whether anything is wrong with either file.
  boolean faulty() {
    return !ancestry.whole() || !json.whole() || disagrees();
  }

  /// Whether nothing of it is there.
  boolean absent() {
    return ancestry.state() == V1Named.State.ABSENT && json.state() == V1Named.State.ABSENT;
  }

  /// Whether something of it is there and cannot be read.
  boolean unreadable() {
    return ancestry.state() == V1Named.State.UNREADABLE || json.state() == V1Named.State.UNREADABLE;
  }

  /// Whether both files are whole and name different parents.
  boolean disagrees() {
    if (!ancestry.whole() || !json.whole()) {
      return false;
    }
    boolean root = json.ids().length == 0;
    return root
        ? ancestry.ids().length > 1
        : ancestry.ids().length < 2 || ancestry.ids()[1] != json.ids()[0];
  }

  /// The sum of the two files.
  long bytes() {
    return ancestry.bytes() + json.bytes();
  }
}
