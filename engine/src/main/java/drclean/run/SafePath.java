// SPDX-License-Identifier: Apache-2.0
package drclean.run;

/// Which paths a plan may name: those below the registry's root, written plainly, that have nothing
/// to do with the quarantine.
final class SafePath {
  private SafePath() {}

  static boolean of(String path, String quarantine) {
    return plain(path)
        && !(path + "/").startsWith(quarantine + "/")
        && !(quarantine + "/").startsWith(path + "/");
  }

  private static boolean plain(String path) {
    if (path.isEmpty() || path.indexOf('\0') >= 0) {
      return false;
    }
    for (String name : path.split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        return false;
      }
    }
    return true;
  }
}
