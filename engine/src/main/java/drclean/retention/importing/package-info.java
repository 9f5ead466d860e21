// SPDX-License-Identifier: Apache-2.0

/// Reads the retention settings of other registries and cleaners as policies, and says what of them
/// is the same, differs, or cannot be said.
@NullMarked
package drclean.retention.importing;

import org.jspecify.annotations.NullMarked;
