// SPDX-License-Identifier: Apache-2.0

/// Folders that are a registry, and folders that are not.
@NullMarked
package drclean.command;

import org.jspecify.annotations.NullMarked;
