// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.net.URI;
import java.util.Optional;

/// One thing asked of a registry.
///
/// @param type the media type of the content, or those taken in an answer; empty for any
/// @param most how many bytes of the answer are taken
record Call(
    Kind kind,
    Method method,
    URI uri,
    Scope scope,
    String type,
    byte[] content,
    int most,
    Optional<Secret> authorization) {
  private static final int SMALL = 64 << 10;

  enum Method {
    GET,
    HEAD,
    POST,
    PUT,
    DELETE;

    /// Whether asking twice does no more than asking once.
    boolean onlyReads() {
      return this == GET || this == HEAD;
    }
  }

  static Call get(Kind kind, URI uri, Scope scope) {
    return of(kind, Method.GET, uri, scope);
  }

  static Call head(Kind kind, URI uri, Scope scope) {
    return of(kind, Method.HEAD, uri, scope);
  }

  static Call delete(URI uri, Scope scope) {
    return of(Kind.DELETE, Method.DELETE, uri, scope);
  }

  static Call put(URI uri, Scope scope, String type, byte[] content) {
    return of(Kind.PUT, Method.PUT, uri, scope).with(type, content);
  }

  static Call post(URI uri, String type, byte[] content) {
    return of(Kind.TOKEN, Method.POST, uri, Scope.NONE).with(type, content);
  }

  private static Call of(Kind kind, Method method, URI uri, Scope scope) {
    return new Call(kind, method, uri, scope, "", new byte[0], SMALL, Optional.empty());
  }

  private Call with(String type, byte[] content) {
    return new Call(kind, method, uri, scope, type, content, most, authorization);
  }

  Call accepting(String types) {
    return new Call(kind, method, uri, scope, types, content, most, authorization);
  }

  Call atMost(int bytes) {
    return new Call(kind, method, uri, scope, type, content, bytes, authorization);
  }

  Call to(URI other) {
    return new Call(kind, method, other, scope, type, content, most, authorization);
  }

  Call by(Optional<Secret> who) {
    return new Call(kind, method, uri, scope, type, content, most, who);
  }

  /// The method and the place; a query may be somebody's signature and stays out.
  @Override
  public String toString() {
    return method + " " + Place.of(uri);
  }
}
