// SPDX-License-Identifier: Apache-2.0
package drclean.storage;

import java.time.Instant;

/// The bytes of a small file and the time of their last change.
public record Content(byte[] bytes, Instant time) {}
