// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

/// What a registry says of itself.
///
/// @param truth where it keeps what it knows
/// @param version its release, empty where it does not say
public record Ping(Truth truth, String version) {
  /// Where a registry keeps its truth.
  public enum Truth {
    STORAGE,
    /// In a database, so that its storage alone tells nothing: GitLab's registry.
    DATABASE,
    /// At the index of a v1 registry that does not stand alone.
    INDEX,
    /// At another registry, which it mirrors.
    MIRROR
  }

  static Ping of(Reply.Got got) {
    boolean database = got.header("Gitlab-Container-Registry-Database-Enabled").equals("true");
    return new Ping(
        database ? Truth.DATABASE : Truth.STORAGE,
        Complaint.harmless(got.header("Gitlab-Container-Registry-Version")));
  }

  /// What a v1 registry says.
  static Ping first(Reply.Got got) {
    Truth truth =
        switch (got.header("X-Docker-Registry-Standalone")) {
          case "False", "false" -> Truth.INDEX;
          case "mirror" -> Truth.MIRROR;
          default -> Truth.STORAGE;
        };
    return new Ping(truth, Complaint.harmless(got.header("X-Docker-Registry-Version")));
  }
}
