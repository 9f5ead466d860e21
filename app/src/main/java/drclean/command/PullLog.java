// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import drclean.layout.JsonTree;
import drclean.registry.Digest;
import drclean.registry.Inventory;
import drclean.registry.Repository;
import drclean.registry.Tagged;
import drclean.retention.Pattern;
import drclean.retention.judging.Evidence;
import drclean.retention.judging.Foresight;
import drclean.retention.judging.Told;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;

/// What a policy's file of pulls says: JSON lines with `repository`, `tag` or `digest`, `time`, and
/// perhaps `from`. It reaches back to its first pull. It is silent when one line says something
/// else, or tells of a time that cannot be, and when it ends too early: a log that stopped would
/// make everything look unused.
final class PullLog {
  /// No registry of images is older.
  private static final Instant FIRST = Instant.parse("2013-01-01T00:00:00Z");

  private static final Duration FRESH = Duration.ofDays(2);
  private static final Duration AHEAD = Duration.ofDays(1);

  private final List<Pattern> ignored;
  private final Instant now;
  private final Map<String, Map<String, Long>> last = new HashMap<>();
  private Instant since = Instant.MAX;
  private Instant until = Instant.MIN;

  private PullLog(List<Pattern> ignored, Instant now) {
    this.ignored = ignored;
    this.now = now;
  }

  static Told<Evidence.Pulls> read(Charter charter, Inventory inventory, Instant now) {
    String name = charter.policy().pulls().file();
    if (name.isEmpty()) {
      return Told.silent(Foresight.UNTOLD);
    }
    try {
      var log = new PullLog(charter.policy().pulls().ignoreFrom(), now);
      return log.read(charter.file(name), inventory);
    } catch (InvalidPathException | NoSuchFileException _) {
      return Told.silent("there is no file " + name);
    } catch (CharacterCodingException _) {
      return Told.silent(name + " is no text in UTF-8");
    } catch (IOException e) {
      return Told.silent("%s cannot be read: %s".formatted(name, e.getMessage()));
    }
  }

  private Told<Evidence.Pulls> read(Path file, Inventory inventory) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank() && !understood(line)) {
          return Told.silent("line %d of %s tells of no pull".formatted(number, file));
        }
      }
    }
    return doubt(file)
        .<Told<Evidence.Pulls>>map(Told::silent)
        .orElseGet(() -> Told.said(new Evidence.Pulls(since, pulled(inventory))));
  }

  /// Why the log as a whole is not believed.
  private Optional<String> doubt(Path file) {
    if (until.equals(Instant.MIN)) {
      return Optional.of("%s tells of no pull".formatted(file));
    }
    if (since.isBefore(FIRST) || until.isAfter(now.plus(AHEAD))) {
      return Optional.of("%s tells of a pull at a time that cannot be".formatted(file));
    }
    return until.isBefore(now.minus(FRESH))
        ? Optional.of(
            "%s ends at %s; a log of pulls that stopped tells nothing".formatted(file, until))
        : Optional.empty();
  }

  private boolean understood(String line) {
    Optional<JsonTree> pull = JsonTree.read(line.getBytes(UTF_8));
    Optional<String> repository = pull.flatMap(p -> p.text("repository"));
    Optional<String> reference = pull.flatMap(p -> p.text("digest").or(() -> p.text("tag")));
    Optional<Instant> time = pull.flatMap(p -> p.text("time")).flatMap(PullLog::moment);
    if (repository.isEmpty() || reference.isEmpty() || time.isEmpty()) {
      return false;
    }
    Instant moment = time.get();
    since = moment.isBefore(since) ? moment : since;
    until = moment.isAfter(until) ? moment : until;
    if (!Pattern.any(ignored, pull.flatMap(p -> p.text("from")).orElse(""))) {
      last.computeIfAbsent(repository.get(), _ -> new HashMap<>())
          .merge(reference.get(), moment.toEpochMilli(), Math::max);
    }
    return true;
  }

  private static Optional<Instant> moment(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// A pull by tag counts for what the tag points at now: one from before the tag moved is older
  /// than its push, which counts as well.
  private Evidence.PerDigest pulled(Inventory inventory) {
    var pulled = new HashMap<Integer, Map<Integer, Long>>();
    for (int place = 0; place < inventory.repositories().size(); place++) {
      Repository repository = inventory.repositories().get(place);
      Map<String, Long> known = last.getOrDefault(repository.name(), Map.of());
      if (!known.isEmpty()) {
        pulled.put(place, pulled(inventory, repository, known));
      }
    }
    return (repository, digest) ->
        pulled.getOrDefault(repository, Map.of()).getOrDefault(digest, Evidence.UNKNOWN);
  }

  private static Map<Integer, Long> pulled(
      Inventory inventory, Repository repository, Map<String, Long> known) {
    var pulled = new HashMap<Integer, Long>();
    for (Tagged tag : repository.tags()) {
      Long moment = known.get(tag.name());
      if (moment != null && tag.readable()) {
        pulled.merge(tag.digest(), moment, Math::max);
      }
    }
    known.forEach(
        (reference, moment) ->
            Digest.parse(reference)
                .map(inventory.digests()::find)
                .filter(digest -> digest >= 0)
                .ifPresent(digest -> pulled.merge(digest, moment, Math::max)));
    upwards(inventory, repository, pulled);
    return pulled;
  }

  /// Who pulls an image of an index uses the index.
  private static void upwards(
      Inventory inventory, Repository repository, Map<Integer, Long> pulled) {
    var parents = new HashMap<Integer, Set<Integer>>();
    IntConsumer parent =
        index ->
            inventory
                .needs()
                .eachManifest(
                    index,
                    child -> parents.computeIfAbsent(child, _ -> new HashSet<>()).add(index));
    Arrays.stream(repository.manifests().digests()).forEach(parent);
    repository.tags().stream().filter(Tagged::readable).mapToInt(Tagged::digest).forEach(parent);
    var ahead = new ArrayDeque<>(pulled.keySet());
    while (!ahead.isEmpty()) {
      int child = ahead.pop();
      long moment = pulled.getOrDefault(child, Evidence.UNKNOWN);
      for (int index : parents.getOrDefault(child, Set.of())) {
        if (pulled.getOrDefault(index, Evidence.UNKNOWN) < moment) {
          pulled.put(index, moment);
          ahead.push(index);
        }
      }
    }
  }
}
