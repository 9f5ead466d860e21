// SPDX-License-Identifier: Apache-2.0
package drclean.bench.world;

/// What others need to know of a written blob: its SHA-256 and its size.
record Blob(String hex, int size) {}
