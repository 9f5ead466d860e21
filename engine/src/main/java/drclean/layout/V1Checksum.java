// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.storage.Answer;
import drclean.storage.Content;
import drclean.storage.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The checksum of an image: sha256 over its json, a line feed, and its layer. Since 0.7 the file
/// is a JSON array of checksums, before it was the bare text of one; an old `tarsum` is over the
/// files in the layer and is not computed here.
sealed interface V1Checksum {
  Pattern SHA256 = Pattern.compile("(?<![a-z0-9+])sha256:([0-9a-f]{64})(?![0-9a-f])");
  int LONGEST = 1 << 16;

  /// The bytes are those that were pushed.
  record Right() implements V1Checksum {}

  /// They are others.
  record Wrong(String actual) implements V1Checksum {}

  /// It cannot be told, and why.
  record Unknown(String why) implements V1Checksum {}

  /// The file itself is spoilt.
  record Spoilt(String why) implements V1Checksum {}

  /// Reads all of an image and compares.
  static V1Checksum of(Source source, Digest id) {
    return switch (source.read(V1Paths.file(id, "_checksum"), LONGEST)) {
      case Answer.Found<Content>(var content) ->
          of(source, id, new String(content.bytes(), StandardCharsets.UTF_8));
      case Answer.Absent<Content> _ -> new Unknown("it has no _checksum");
      case Answer.Unreadable<Content>(var why) ->
          new Spoilt("its _checksum cannot be read: " + why);
    };
  }

  private static V1Checksum of(Source source, Digest id, String text) {
    List<String> claimed =
        SHA256.matcher(text).results().map((MatchResult m) -> m.group(1)).toList();
    if (claimed.isEmpty()) {
      return text.contains("tarsum")
          ? new Unknown("its checksum is a tarsum, which cannot be checked here")
          : new Spoilt(
              text.isBlank() ? "its _checksum is empty" : "its _checksum holds no checksum");
    }
    try {
      String actual = sha256(source, id);
      return claimed.contains(actual) ? new Right() : new Wrong(actual);
    } catch (IOException e) {
      return new Spoilt("its bytes cannot be read: " + e.getMessage());
    }
  }

  private static String sha256(Source source, Digest id) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      add(digest, source, V1Paths.file(id, "json"));
      digest.update((byte) '\n');
      add(digest, source, V1Paths.file(id, "layer"));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(MessageDigest digest, Source source, String path) throws IOException {
    byte[] buffer = new byte[1 << 17];
    try (InputStream in = source.open(path)) {
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
  }
}
