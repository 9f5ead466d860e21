// SPDX-License-Identifier: Apache-2.0

/// Which tags stay, and why: a policy and the rules in it. Judging, reading and importing policies
/// are rooms of their own below.
@NullMarked
package drclean.retention;

import org.jspecify.annotations.NullMarked;
