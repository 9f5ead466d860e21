// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.registry.Refused;
import drclean.retention.reading.PolicyText;
import drclean.retention.reading.Reading;
import drclean.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A file that a person names: a policy, or somebody else's settings. `-` is standard input.
public final class PolicyFile {
  private static final String STANDARD_INPUT = "-";
  private static final int LARGEST = 4 << 20;

  private PolicyFile() {}

  /// The policy in a file, or what is wrong with it.
  ///
  /// @throws Refused when the file cannot be read
  public static Reading read(String name) {
    return PolicyText.read(name, text(name));
  }

  /// The text in a file.
  ///
  /// @throws Refused when it cannot be read
  public static String text(String name) {
    try (InputStream in = open(name)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new Refused(
            "%s holds more than %d bytes; is it the right file?".formatted(name, LARGEST));
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw new Refused("%s is no text in UTF-8".formatted(name));
    } catch (NoSuchFileException _) {
      throw new Refused("there is no file %s".formatted(name));
    } catch (IOException e) {
      throw new Refused("%s cannot be read: %s".formatted(name, StorageException.reason(e)));
    }
  }

  private static InputStream open(String name) throws IOException {
    if (name.equals(STANDARD_INPUT)) {
      return new ByteArrayInputStream(System.in.readNBytes(LARGEST + 1));
    }
    if (Files.isDirectory(Path.of(name))) {
      throw new Refused("%s is a folder; name a file".formatted(name));
    }
    return Files.newInputStream(Path.of(name));
  }
}
