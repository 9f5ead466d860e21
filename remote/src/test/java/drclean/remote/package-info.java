// SPDX-License-Identifier: Apache-2.0

/// Tests against Debian's own registry server and against a [StandIn] that says what a test wants
/// it to say, byte by byte.
@NullMarked
package drclean.remote;

import org.jspecify.annotations.NullMarked;
