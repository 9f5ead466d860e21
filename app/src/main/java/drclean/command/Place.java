// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.layout.Layout;
import java.nio.file.Path;

/// Where a registry lies and how it is read: the folder at its root, and its layout.
public record Place(Path root, Layout layout) {}
