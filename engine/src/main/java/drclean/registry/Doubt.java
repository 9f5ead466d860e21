// SPDX-License-Identifier: Apache-2.0
package drclean.registry;

/// What mostly means that a part of a registry is out of sight, and may be meant all the same.
public enum Doubt {
  /// Nothing refers to anything.
  NOTHING_IS_TAGGED("--even-if-nothing-is-tagged"),
  /// A tag refers to what is not there, so that nobody knows what it needs besides.
  TAGS_DANGLE("--even-if-tags-dangle");

  private final String option;

  Doubt(String option) {
    this.option = option;
  }

  /// The option by which a person says that it is meant.
  public String option() {
    return option;
  }
}
