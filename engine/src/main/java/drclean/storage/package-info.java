// SPDX-License-Identifier: Apache-2.0

/// Where bytes lie: a read-only [Source], and a [Storage] for who may move things.
@NullMarked
package drclean.storage;

import org.jspecify.annotations.NullMarked;
