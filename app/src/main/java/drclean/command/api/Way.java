// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

/// How far an untag through an API goes when it is asked to.
public enum Way {
  /// A tag that cannot go alone is put on an empty index first, which is deleted then.
  DUMMY_MANIFEST,
  /// The manifests that only the tags pointed at go, too.
  MANIFESTS
}
