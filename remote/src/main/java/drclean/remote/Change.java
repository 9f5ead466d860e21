// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

/// What asking a registry for a change comes to.
public sealed interface Change {
  /// It is so now: what was to go is gone, what was to be stored is stored.
  record Done() implements Change {}

  /// There was nothing to take away.
  record Gone() implements Change {}

  /// The name means something else by now; nothing was done.
  record Moved(String now) implements Change {}

  /// The registry is set not to do it.
  record NotAllowed(String setting) implements Change {}

  /// The registry does not know how.
  record Unsupported(String why) implements Change {}

  /// The caller may not.
  record Denied(String why) implements Change {}

  /// It was not done.
  record Failed(String why) implements Change {}

  /// Nobody can tell whether it was done: the request may have arrived, and it cannot be seen.
  record Unknown(String why) implements Change {}

  /// Whether it is now as it was wished.
  default boolean done() {
    return this instanceof Done || this instanceof Gone;
  }
}
