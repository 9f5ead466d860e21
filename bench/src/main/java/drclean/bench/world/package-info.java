// SPDX-License-Identifier: Apache-2.0

/// Registries of any size, laid down as the real servers lay them, the same for the same seed.
@NullMarked
package drclean.bench.world;

import org.jspecify.annotations.NullMarked;
