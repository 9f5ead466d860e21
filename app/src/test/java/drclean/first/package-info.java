// SPDX-License-Identifier: Apache-2.0

/// Tests against a stand-in for docker-registry, the Python server of the v1 protocol, which is not
/// to be had as a package any more. The stand-in writes a real folder, in place and in the order of
/// the original, and can be stopped between any two writes; it answers as release 0.9.1 did.
@NullMarked
package drclean.first;

import org.jspecify.annotations.NullMarked;
