// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/// What somebody meant who typed a word that is none. What deletes is guessed only from a word that
/// can hardly mean anything else.
final class Guess {
  private static final String DELETES = "purge";
  private static final int BEGINNING = 3;

  /// Words that other tools have for the same.
  private static final Map<String, String> HABITS =
      Map.ofEntries(
          Map.entry("undo", "restore"),
          Map.entry("rollback", "restore"),
          Map.entry("verify", "validate"),
          Map.entry("check", "validate"),
          Map.entry("fsck", "validate"),
          Map.entry("gc", "scrub"),
          Map.entry("prune", "scrub"),
          Map.entry("cleanup", "scrub"),
          Map.entry("garbage-collect", "scrub"),
          Map.entry("list", "runs"),
          Map.entry("ls", "runs"));

  private static final Set<String> TOO_MANY_MEANINGS = Set.of("delete", "rm", "remove");

  private Guess() {}

  /// The words that may have been meant instead of the first one that was not understood.
  static List<String> meant(UnmatchedArgumentException wrong) {
    CommandLine command = wrong.getCommandLine();
    String word = wrong.getUnmatched().getFirst();
    if (word.startsWith("-")) {
      return options(word.split("=", 2)[0], command.getCommandSpec().optionsMap().keySet());
    }
    String name = command.getCommandSpec().qualifiedName();
    return command(word, command.getSubcommands().keySet()).stream()
        .map(found -> name + " " + found)
        .toList();
  }

  /// The command that a word means, if that is one of these.
  static Optional<String> command(String word, Collection<String> names) {
    if (TOO_MANY_MEANINGS.contains(word)) {
      return Optional.empty();
    }
    String habit = HABITS.getOrDefault(word, "");
    return names.contains(habit)
        ? Optional.of(habit)
        : names.stream()
            .filter(name -> alike(word, name))
            .min(Comparator.comparingInt(name -> Typo.distance(word, name)));
  }

  private static boolean alike(String word, String name) {
    int distance = Typo.distance(word, name);
    if (name.equals(DELETES)) {
      return distance <= 1;
    }
    boolean begins = word.length() >= BEGINNING && name.startsWith(word);
    return begins || distance <= (word.length() > BEGINNING + 2 ? 2 : 1);
  }

  private static List<String> options(String word, Collection<String> names) {
    return names.stream()
        .filter(name -> name.startsWith("--") && word.length() > BEGINNING)
        .filter(name -> name.startsWith(word) || Typo.distance(word, name) <= 2)
        .sorted(
            Comparator.comparingInt((String name) -> Typo.distance(word, name))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }
}
