// SPDX-License-Identifier: Apache-2.0

/// How one kind of registry lies in a source, read into an inventory.
@NullMarked
package drclean.layout;

import org.jspecify.annotations.NullMarked;
