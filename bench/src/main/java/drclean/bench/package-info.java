// SPDX-License-Identifier: Apache-2.0

/// Worlds to measure on and the peers to measure against.
@NullMarked
package drclean.bench;

import org.jspecify.annotations.NullMarked;
