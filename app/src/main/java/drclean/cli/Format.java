// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

/// How results are written.
enum Format {
  table,
  json,
  csv,
  tsv
}
