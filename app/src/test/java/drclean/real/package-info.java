// SPDX-License-Identifier: Apache-2.0

/// Tests against Debian's own registry server: images are pushed by skopeo or by a plain HTTP
/// client, and pulled again to be compared byte by byte.
///
/// A [RealRegistry] is started by the test that needs it, over a temporary folder and on a port of
/// its own, and killed when it is closed.
@NullMarked
package drclean.real;

import org.jspecify.annotations.NullMarked;
