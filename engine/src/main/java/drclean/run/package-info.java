// SPDX-License-Identifier: Apache-2.0

/// Does what a plan says, looks again, gives back; decides nothing.
@NullMarked
package drclean.run;

import org.jspecify.annotations.NullMarked;
