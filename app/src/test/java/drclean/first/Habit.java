// SPDX-License-Identifier: Apache-2.0
package drclean.first;

/// What a server may do otherwise than release 0.9.1 does by itself.
public enum Habit {
  /// Searches are answered.
  SEARCH,
  /// As 0.6: a tag that is deleted answers 200, whether it was there or not.
  DELETES_ANYTHING,
  /// As up to 0.8.1: the ping says `true` and names the version.
  PINGS_TRUE,
  /// A front asks for a name and a password in all but the ping.
  BASIC,
  /// The server asks for a token of its index.
  TOKEN,
  /// Every answer but the ping's is an error in HTML.
  BROKEN,
  /// Whoever comes is sent to https.
  ELSEWHERE
}
