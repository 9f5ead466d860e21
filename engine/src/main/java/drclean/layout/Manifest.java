// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import java.util.List;
import java.util.Optional;

/// What a manifest of any kind refers to: the union of all its reference fields, whatever its media
/// type says. See the OCI image specification ("Manifest", "Index", "Descriptor") and Docker's
/// image manifest v2, schema 1 and 2.
///
/// @param needs what it cannot do without
/// @param subject the manifest that it speaks of; this does not keep the subject
/// @param schema1 whether it is of the first schema, which may have signatures beside its link
public record Manifest(List<Descriptor> needs, Optional<Digest> subject, boolean schema1) {
  /// The largest manifest that is read, in bytes: registries take 4 MiB, some can be told to take
  /// more.
  public static final int LARGEST = 32 << 20;

  /// One reference: to a blob, or to a child that may be a manifest itself.
  ///
  /// @param size as claimed, negative when nothing is claimed
  /// @param mayBeAbsent whether a registry may lawfully lack it
  public record Descriptor(Digest digest, long size, Role role, boolean mayBeAbsent) {}

  /// What a reference points at.
  public enum Role {
    BLOB,
    /// Declared a manifest.
    CHILD,
    /// A child of an index whose media type says neither manifest nor layer.
    PERHAPS_CHILD
  }

  /// What reading a manifest answers.
  public sealed interface Parsed {
    /// It was understood.
    record Understood(Manifest manifest) implements Parsed {}

    /// It was not, and why; what it needs is unknown.
    record NotUnderstood(String why) implements Parsed {}
  }

  public Manifest {
    needs = List.copyOf(needs);
  }

  /// Reads the bytes of a manifest; any bytes give an answer.
  public static Parsed parse(byte[] bytes) {
    return new ManifestParser(bytes).parse();
  }
}
