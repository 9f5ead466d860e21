// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import drclean.registry.Digest;

/// What a registry says of a manifest without showing it.
///
/// @param bytes how long it is, negative when that is not said
public record Head(Digest digest, String type, long bytes) {}
