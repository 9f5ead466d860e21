// SPDX-License-Identifier: Apache-2.0

/// Words in, words out: the command line, tables, JSON, progress.
@NullMarked
package drclean.cli;

import org.jspecify.annotations.NullMarked;
