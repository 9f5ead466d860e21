// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

/// A file that lies in several places at once, by hard links: its bytes are free only when the last
/// of them goes.
///
/// @param file equal for all places of one file
/// @param places how many it has, in the registry and elsewhere
public record Shared(Object file, int places) {}
