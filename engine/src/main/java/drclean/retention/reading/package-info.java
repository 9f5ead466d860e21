// SPDX-License-Identifier: Apache-2.0

/// Reads policies from YAML and writes them.
@NullMarked
package drclean.retention.reading;

import org.jspecify.annotations.NullMarked;
