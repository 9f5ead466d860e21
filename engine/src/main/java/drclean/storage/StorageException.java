// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

import java.io.IOException;
import java.io.Serial;

/// The storage failed: which operation, on which path, and why.
public final class StorageException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /// A failure of this operation (`move`, `read`, …) on this path.
  public StorageException(String operation, String path, IOException cause) {
    super("cannot %s %s: %s".formatted(operation, path, reason(cause)), cause);
  }

  /// What the system said, without the path that its message repeats.
  public static String reason(IOException cause) {
    return switch (cause) {
      case java.nio.file.AccessDeniedException _ -> "permission denied";
      case java.nio.file.NoSuchFileException _ -> "it is not there";
      case java.nio.file.FileAlreadyExistsException e -> e.getFile() + " is in the way";
      case java.nio.file.NotDirectoryException _ -> "it is not a folder";
      case java.nio.file.FileSystemException e when e.getReason() != null -> e.getReason();
      default -> String.valueOf(cause.getMessage());
    };
  }
}
