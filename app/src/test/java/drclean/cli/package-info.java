// SPDX-License-Identifier: Apache-2.0

/// Command lines through the real entry point, on small registries.
@NullMarked
package drclean.cli;

import org.jspecify.annotations.NullMarked;
