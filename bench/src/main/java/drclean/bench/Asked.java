// SPDX-License-Identifier: Apache-2.0
package drclean.bench;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was asked for on the command line.
record Asked(List<String> races, Optional<Path> ground, Optional<Path> page) {
  static final String USAGE =
      """
      bench/run [NAME...] [--big] [--dir DIR] [--write]

        NAME       %s; all but "%s" when none is named
        --big      "%s" too: 3 million files and folders, about 16 GB of disk
        --dir DIR  lays the worlds down in DIR, uses those that are there, and keeps them
        --write    puts the results into docs/benchmarks.md
      """
          .formatted(String.join(", ", Races.NAMES), Races.LARGE, Races.LARGE);

  static Asked parse(List<String> words, Path page) {
    var races = new ArrayList<String>();
    var big = List.<String>of();
    var ground = Optional.<Path>empty();
    var written = Optional.<Path>empty();
    var rest = new ArrayDeque<>(words);
    while (!rest.isEmpty()) {
      switch (rest.pop()) {
        case "--big" -> big = List.of(Races.LARGE);
        case "--write" -> written = Optional.of(page);
        case String word when word.equals("--dir") && !rest.isEmpty() ->
            ground = Optional.of(Path.of(rest.pop()));
        case String name when Races.NAMES.contains(name) -> races.add(name);
        case String other -> throw new IllegalArgumentException("not understood: " + other);
      }
    }
    return new Asked(chosen(races, big), ground, written);
  }

  private static List<String> chosen(List<String> named, List<String> big) {
    return Races.NAMES.stream().filter(name -> big.contains(name) || wanted(name, named)).toList();
  }

  private static boolean wanted(String name, List<String> named) {
    return named.isEmpty() ? !name.equals(Races.LARGE) : named.contains(name);
  }
}
