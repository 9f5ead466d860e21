// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

/// What a request is for; requests are counted by it.
public enum Kind {
  PING,
  LIST,
  MANIFEST,
  BLOB,
  DELETE,
  PUT,
  TOKEN
}
