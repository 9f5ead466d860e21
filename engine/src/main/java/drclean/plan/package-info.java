// SPDX-License-Identifier: Apache-2.0

/// Decides what is garbage and in which order it leaves; changes nothing.
@NullMarked
package drclean.plan;

import org.jspecify.annotations.NullMarked;
