// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

/// Names that a registry or its file system leaves behind: temporary files of an interrupted write
/// (`link.<uuid>.tmp`, `data.<uuid>.tmp`) and files that NFS keeps for who has them open.
final class V2Debris {
  private V2Debris() {}

  static boolean name(String name) {
    return name.endsWith(".tmp") || name.startsWith(".nfs");
  }
}
