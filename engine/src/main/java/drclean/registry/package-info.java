// SPDX-License-Identifier: Apache-2.0

/// What a registry holds: digests, repositories, tags, links, blobs, who needs whom, findings.
@NullMarked
package drclean.registry;

import org.jspecify.annotations.NullMarked;
