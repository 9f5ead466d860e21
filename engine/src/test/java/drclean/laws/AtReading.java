// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

/// Lets something happen right before the n-th reading.
final class AtReading implements WatchedStorage.Watch {
  private final int at;
  private final Runnable act;
  private int readings;

  AtReading(int at, Runnable act) {
    this.at = at;
    this.act = act;
  }

  @Override
  public void before(int change, String what) {}

  @Override
  public void reading() {
    readings++;
    if (readings == at) {
      act.run();
    }
  }

  boolean happened() {
    return readings >= at;
  }
}
