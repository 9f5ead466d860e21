// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.registry.Finding;
import drclean.storage.StorageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the user of this process may not do. It is no damage, and somebody else may.
public final class Denied {
  private static final String DENIED = "permission denied";

  private Denied() {}

  /// Whether this user could not read what a finding is about.
  public static boolean to(Finding finding) {
    return finding.kind() == Finding.Kind.UNREADABLE && finding.why().endsWith(DENIED);
  }

  /// What mends a finding. What was said of content that nobody can read may destroy what only this
  /// user cannot.
  public static String repair(Finding finding) {
    return to(finding) ? "make it readable for this user" : finding.repair();
  }

  /// The folder in which a repository may lie unseen, and why it could not be read.
  static Optional<String> hiding(String repository, List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.kind() == Finding.Kind.UNREADABLE)
        .filter(finding -> above(finding.item(), repository))
        .findFirst()
        .map(
            finding ->
                finding.path() + " could not be read" + (to(finding) ? " (" + DENIED + ")" : ""));
  }

  private static boolean above(String item, String repository) {
    return item.equals("repositories")
        || repository.equals(item)
        || repository.startsWith(item + "/");
  }

  /// The same failure about the whole path, with who may make the file.
  public static StorageException making(Path file, StorageException failure) {
    if (!(failure.getCause() instanceof AccessDeniedException denied)) {
      return failure;
    }
    String why = DENIED + owner(file).map("; run this as its owner, %s"::formatted).orElse("");
    return new StorageException("create", file.toString(), new IOException(why, denied));
  }

  /// Who owns it, or the nearest folder above it that is there.
  private static Optional<String> owner(Path file) {
    for (Path at = file; at != null; at = at.getParent()) {
      try {
        if (Files.exists(at)) {
          return Optional.of(Files.getOwner(at).getName());
        }
      } catch (IOException _) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
