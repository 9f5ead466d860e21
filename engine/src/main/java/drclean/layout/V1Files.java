// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digests;
import drclean.storage.Answer;
import drclean.storage.Parallel;
import drclean.storage.Source;
import drclean.storage.Stat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Reads the small files of a v1 registry. The server writes them in place, so that one may be seen
/// empty or half-written: such a file is read again before it is judged.
record V1Files(Source source, Means means, V1Paths paths, Digests digests) {
  /// The longest file that is read whole, in bytes.
  static final int LARGEST = 32 << 20;

  private static final int READINGS = 3;
  private static final int BETWEEN_WORDS = 1 << 10;

  /// The images that a file names.
  V1Named named(String path, V1Json.Form form) {
    return again(() -> once(path, form), named -> named.state() == V1Named.State.TORN);
  }

  private V1Named once(String path, V1Json.Form form) {
    return switch (source.bytes(path, LARGEST)) {
      case Answer.Found<byte[]>(var bytes) -> form.read(bytes, digests);
      case Answer.Absent<byte[]> _ -> V1Named.absent();
      case Answer.Unreadable<byte[]>(var why) -> V1Named.unreadable(why);
    };
  }

  /// Reads once more, a few times and with a pause, while what was read is torn.
  <T> T again(Supplier<T> reading, Predicate<T> torn) {
    T read = reading.get();
    for (int n = 2; n <= READINGS && torn.test(read); n++) {
      means.pause().beforeReading(n);
      read = reading.get();
    }
    return read;
  }

  /// Kind, size and time of what lies here, when that can be known.
  Optional<Stat> stat(String path) {
    return source.stat(path).found();
  }

  /// Does something to each thing in parallel, and says how far it has come.
  <T> void each(String stage, List<T> things, Consumer<? super T> action) {
    var done = new AtomicInteger();
    Parallel.each(
        means.jobs(),
        things,
        thing -> {
          action.accept(thing);
          int so = done.incrementAndGet();
          if (so % BETWEEN_WORDS == 0 || so == things.size()) {
            means.watch().progress(stage, so, things.size());
          }
        });
  }
}
