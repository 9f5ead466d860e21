// SPDX-License-Identifier: Apache-2.0
/// Checks of the whole: the house's rules, and the command line on bad input.
@NullMarked
package drclean;

import org.jspecify.annotations.NullMarked;
