// SPDX-License-Identifier: Apache-2.0

/// What a person can ask of a registry.
@NullMarked
package drclean.command;

import org.jspecify.annotations.NullMarked;
