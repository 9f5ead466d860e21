// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

/// How far an untag may go for a tag that the registry cannot remove alone.
public enum Ways {
  /// It stays, unless its manifest can go with it.
  PLAIN,
  /// It is put on an empty index first, which is deleted then.
  DUMMY_MANIFEST
}
