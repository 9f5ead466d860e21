// SPDX-License-Identifier: Apache-2.0

/// Judges the tags of an inventory by a policy: a pure function of what was seen, what else is
/// known, and the time.
@NullMarked
package drclean.retention.judging;

import org.jspecify.annotations.NullMarked;
