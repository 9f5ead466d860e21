// SPDX-License-Identifier: Apache-2.0
package drclean.bench.world;

import drclean.bench.world.V1World.Images;
import drclean.bench.world.V2World.Garbage;
import drclean.bench.world.V2World.Live;

/// The worlds that the benchmarks are measured on.
public final class Worlds {
  private static final long SEED = 20_261_123;
  private static final int MEBIBYTE = 1 << 20;

  private Worlds() {}

  /// A middling registry of many teams.
  public static World middling() {
    return V2World.of(SEED, new Live(200, 11_600, 4_000), new Garbage(564, 0));
  }

  /// One repository that every build pushes to, and the same a number of times as large.
  public static World oneRepository(int times) {
    return V2World.of(SEED, new Live(1, 3_000 * times, 1_500 * times), new Garbage(105 * times, 0));
  }

  /// A large company's registry.
  public static World large() {
    return V2World.of(SEED, new Live(1_000, 136_000, 40_000), new Garbage(4_604, 0));
  }

  /// 50,000 garbage blobs, half of them with their layer links, and some live ones.
  public static World dirty() {
    return V2World.of(SEED, new Live(100, 2_000, 1_000), new Garbage(5_000, 25_000));
  }

  /// 41 layers of 64 MiB.
  public static World heavy() {
    return V2World.of(SEED, new Live(1, 12, 12), new Garbage(0, 0)).layerBytes(64 * MEBIBYTE);
  }

  /// An old v1 registry.
  public static World old() {
    return new V1World(SEED, 2_000, 20_000, new Images(30_000, 1_000));
  }
}
