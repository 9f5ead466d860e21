// SPDX-License-Identifier: Apache-2.0
package drclean.bench.world;

/// A registry that can be written to a disk. Equal worlds write equal bytes.
public sealed interface World permits V1World, V2World {

  /// Lays the whole registry down.
  void write(Tree tree);

  /// Its size in a phrase for people.
  String size();
}
