// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.What;
import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.run.Registry;
import drclean.run.Run;
import drclean.run.Runs;
import drclean.run.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What of the quarantine is meant.
final class SelectionOptions {
  @Option(names = "--all", description = "Out of all runs.")
  private boolean all;

  @Option(
      names = "--digest",
      paramLabel = "DIGEST",
      description = "Only this content, and links to it.")
  private @Nullable String digest;

  @Option(
      names = "--repository",
      paramLabel = "NAME",
      description = "Only what is this repository's.")
  private @Nullable String repository;

  @Option(names = "--tag", paramLabel = "REPO:TAG", description = "Only this tag.")
  private @Nullable String tag;

  /// The selection that was typed, out of a run if one was named; the latest run where nothing was.
  Selection selection(Registry registry, @Nullable String run) {
    Selection wanted = wanted();
    if (run != null) {
      return wanted.of(run);
    }
    return all || part() ? wanted : latest(registry).map(wanted::of).orElse(wanted);
  }

  /// Which tags were typed; through an API nothing else is given back.
  Predicate<Item> tags() {
    if (digest != null) {
      throw new Misused("--digest is not for a registry that is reached by its API");
    }
    return wanted().wanted();
  }

  /// Whether all runs are meant.
  boolean all() {
    return all;
  }

  /// The one tag that was asked for, if it was one.
  Optional<String> tag() {
    return Optional.ofNullable(tag);
  }

  /// Whether a part of what runs keep is meant.
  boolean part() {
    return parts().findAny().isPresent();
  }

  private Stream<String> parts() {
    return Stream.of(digest, repository, tag).filter(Objects::nonNull).map(String::valueOf);
  }

  /// The words that mean this selection again, whichever run is the latest then.
  String[] words(Selection selection) {
    var words = new ArrayList<String>(selection.run().stream().toList());
    addTo(words, "--digest", digest);
    addTo(words, "--repository", repository);
    addTo(words, "--tag", tag);
    if (words.isEmpty()) {
      words.add("--all");
    }
    return words.toArray(String[]::new);
  }

  private static void addTo(List<String> words, String option, @Nullable String value) {
    if (value != null) {
      words.addAll(List.of(option, value));
    }
  }

  private static Optional<String> latest(Registry registry) {
    return Runs.ids(registry).stream()
        .map(id -> Runs.read(registry, id))
        .filter(run -> run.state() != Run.State.PURGING && run.total().count() > 0)
        .map(Run::id)
        .findFirst();
  }

  private Selection wanted() {
    if (parts().count() > 1) {
      throw new Misused("--digest, --repository and --tag exclude each other");
    }
    if (digest != null) {
      return Selection.digest(digestOf(digest));
    }
    if (repository != null) {
      return Selection.repository(repository);
    }
    return tag == null ? Selection.everything() : tagged(tag);
  }

  private static Digest digestOf(String text) {
    return Digest.parse(text)
        .or(() -> Digest.of(Digest.V1, text))
        .orElseThrow(() -> new Misused("'%s' is no digest; write sha256:…".formatted(text)));
  }

  private static Selection tagged(String text) {
    if (What.of(text) instanceof What.Named(var repository, var name)) {
      return Selection.tag(repository, name);
    }
    throw new Misused("'%s' is no tag; write repository:tag".formatted(text));
  }
}
