// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.retention.judging.References;
import drclean.retention.judging.Told;
import drclean.storage.StorageException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// What a policy's `in-use` sources say. Only files are asked; one that is missing, cannot be read,
/// holds something else, or names nothing at all, is silent: an empty list is what a failed export
/// leaves.
final class UseFile {
  private static final String FILE = "file:";
  private static final long LARGEST = 256L << 20;

  private UseFile() {}

  /// Whether sources of this kind can be asked.
  static boolean known(String source) {
    return source.startsWith(FILE);
  }

  static Told<References> read(Charter charter, String source) {
    if (!known(source)) {
      return Told.silent(
          "this version cannot ask it; write what is in use into a file and name that");
    }
    try {
      return read(charter.file(source.substring(FILE.length())), charter);
    } catch (InvalidPathException e) {
      return Told.silent("it is no name of a file: " + e.getReason());
    }
  }

  private static Told<References> read(Path file, Charter charter) {
    try {
      if (Files.size(file) > LARGEST) {
        return Told.silent("it is larger than %d bytes".formatted(LARGEST));
      }
      List<String> lines = Files.readAllLines(file);
      return switch (References.read(lines, charter.policy().protect().hosts())) {
        case Told.Said<References>(var said)
            when said.tags().isEmpty() && said.digests().isEmpty() ->
            Told.silent("it names nothing, which is what a failed export leaves");
        case Told.Said<References> said -> said;
        case Told.Silent<References> silent -> silent;
      };
    } catch (NoSuchFileException _) {
      return Told.silent("there is no such file");
    } catch (CharacterCodingException _) {
      return Told.silent("it is no text in UTF-8");
    } catch (IOException e) {
      return Told.silent("it cannot be read: " + StorageException.reason(e));
    }
  }
}
