// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

/// What a source outside the inventory told: something, or nothing and why.
public sealed interface Told<T> {
  /// It told this.
  record Said<T>(T value) implements Told<T> {}

  /// It told nothing, or not all.
  record Silent<T>(String why) implements Told<T> {}

  /// A source that told this.
  static <T> Told<T> said(T value) {
    return new Said<>(value);
  }

  /// A source that told nothing.
  static <T> Told<T> silent(String why) {
    return new Silent<>(why);
  }
}
