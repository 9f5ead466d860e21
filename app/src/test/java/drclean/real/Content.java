// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Bytes with their media type: a manifest, a config or a layer.
public final class Content {
  private final String mediaType;
  private final byte[] bytes;
  private final String digest;

  private Content(String mediaType, byte[] bytes) {
    this.mediaType = mediaType;
    this.bytes = bytes.clone();
    this.digest = sha256(bytes);
  }

  public static Content of(String mediaType, byte[] bytes) {
    return new Content(mediaType, bytes);
  }

  public static Content of(String mediaType, String text) {
    return new Content(mediaType, text.getBytes(UTF_8));
  }

  public String mediaType() {
    return mediaType;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /// `sha256:` and 64 hex digits.
  public String digest() {
    return digest;
  }

  /// The digest without its algorithm.
  public String hex() {
    return digest.substring(digest.indexOf(':') + 1);
  }

  public int size() {
    return bytes.length;
  }

  /// The fields of a descriptor of this content, without the braces.
  String descriptor() {
    return "\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d"
        .formatted(mediaType, digest, size());
  }

  static String sha256(byte[] bytes) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Content that
        && digest.equals(that.digest)
        && mediaType.equals(that.mediaType);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return digest + " (" + size() + " bytes, " + mediaType + ")";
  }
}
