// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

/// What a call wants to be allowed, in the words of a token server.
///
/// @param text as `repository:NAME:pull`; empty when nothing has to be allowed
/// @param repository the repository it is about, empty when it is about none
record Scope(String text, String repository) {
  static final Scope NONE = new Scope("", "");
  static final Scope CATALOG = new Scope("registry:catalog:*", "");

  static Scope pull(String repository) {
    return of(repository, "pull");
  }

  static Scope delete(String repository) {
    return of(repository, "pull,delete");
  }

  static Scope push(String repository) {
    return of(repository, "pull,push");
  }

  private static Scope of(String repository, String actions) {
    return new Scope("repository:" + repository + ":" + actions, repository);
  }
}
