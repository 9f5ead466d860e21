// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.registry.Digest;
import drclean.registry.Digests;
import drclean.registry.Inventory;
import drclean.registry.Links;
import drclean.registry.Needs;
import drclean.registry.Repository;
import drclean.registry.Repository.Whole;
import drclean.registry.Sizes;
import drclean.registry.Tagged;
import drclean.retention.Policy;
import drclean.retention.reading.PolicyText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Tags of a registry in which content goes by name, and what is told of them. Ages are days before
/// [#NOW].
final class World {
  static final Instant NOW = Rehearsal.NOW;

  final Map<String, List<Tagged>> repositories = new LinkedHashMap<>();
  final Digests digests = new Digests("sha256");
  final Needs needs = new Needs();
  private final Map<String, List<Integer>> linked = new HashMap<>();
  private final Map<Integer, Long> pulls = new HashMap<>();
  private final Map<Integer, Long> creations = new HashMap<>();
  private final Map<Integer, Map<String, String>> labels = new HashMap<>();
  Whole whole = Whole.YES;
  final Map<String, Whole> wholes = new HashMap<>();
  Evidence evidence = Evidence.none();

  World tag(String title, String image, double days) {
    return tag(title, image, ago(days));
  }

  World tag(String title, String image, Instant pushed) {
    return add(title, id(image), pushed);
  }

  /// A tag that cannot be read.
  World torn(String title, double days) {
    return add(title, Digests.NONE, ago(days));
  }

  private World add(String title, int digest, Instant pushed) {
    int colon = title.indexOf(':');
    repositories
        .computeIfAbsent(title.substring(0, colon), _ -> new ArrayList<>())
        .add(new Tagged(title.substring(colon + 1), digest, pushed));
    return this;
  }

  /// A manifest that the repository links and no tag names.
  World linked(String repository, String image) {
    linked.computeIfAbsent(repository, _ -> new ArrayList<>()).add(id(image));
    return this;
  }

  World untimed(String title, String image) {
    return tag(title, image, Instant.EPOCH);
  }

  /// What is known of pulls reaches back so many days.
  World pullsSince(double days) {
    evidence =
        evidence.pulls(
            Told.said(
                new Evidence.Pulls(ago(days), (_, d) -> pulls.getOrDefault(d, Evidence.UNKNOWN))));
    return this;
  }

  World pulled(String image, double days) {
    pulls.put(id(image), ago(days).toEpochMilli());
    return this;
  }

  World created(String image, Instant moment) {
    creations.put(id(image), moment.toEpochMilli());
    evidence = evidence.created(Told.said(d -> creations.getOrDefault(d, Evidence.UNKNOWN)));
    return this;
  }

  World label(String image, String label, String value) {
    labels.put(id(image), Map.of(label, value));
    evidence = evidence.labels(Told.said(d -> Optional.of(labels.getOrDefault(d, Map.of()))));
    return this;
  }

  World inUse(String source, String... references) {
    evidence = evidence.inUse(source, References.read(List.of(references), List.of()));
    return this;
  }

  int id(String image) {
    return digests.intern(digest(image));
  }

  static Digest digest(String image) {
    return Rehearsal.digest(image);
  }

  static Instant ago(double days) {
    return NOW.minus(Duration.ofSeconds((long) (days * 86_400)));
  }

  Inventory inventory() {
    List<Repository> all =
        repositories.entrySet().stream()
            .map(
                e ->
                    new Repository(
                        e.getKey(),
                        e.getValue(),
                        links(e.getKey(), e.getValue()),
                        Links.NONE,
                        wholes.getOrDefault(e.getKey(), whole)))
            .toList();
    return new Inventory(
        "v2", digests, all, new BitSet(), new BitSet(), needs, new Sizes(), List.of());
  }

  private Links links(String repository, List<Tagged> tags) {
    return new Links(
        IntStream.concat(
                tags.stream().mapToInt(Tagged::digest).filter(d -> d >= 0),
                linked.getOrDefault(repository, List.of()).stream().mapToInt(d -> d))
            .distinct()
            .toArray(),
        new long[0]);
  }

  Judged judge(String policy) {
    return judge(PolicyText.read("policy.yaml", "version: 1\n" + policy).orRefuse());
  }

  Judged judge(Policy policy) {
    Inventory inventory = inventory();
    return new Judged(inventory, Judge.judge(policy, inventory, evidence, NOW));
  }

  /// What became of the tags of a world.
  record Judged(Inventory inventory, Verdicts verdicts) {
    /// The verdict in words: `KEEP last 1/3`.
    String of(String title) {
      Verdict verdict = verdict(title);
      return verdict.kind() + " " + verdict.because();
    }

    Verdict verdict(String title) {
      for (int r = 0; r < inventory.repositories().size(); r++) {
        Repository repository = inventory.repositories().get(r);
        for (int t = 0; t < repository.tags().size(); t++) {
          if (title.equals(repository.name() + ":" + repository.tags().get(t).name())) {
            return verdicts.of(r).get(t);
          }
        }
      }
      throw new IllegalArgumentException("no tag " + title);
    }

    /// All that goes.
    TreeSet<String> gone() {
      var gone = new TreeSet<String>();
      verdicts.eachGone(
          g -> gone.add(inventory.repositories().get(g.repository()).name() + ":" + g.name()));
      return gone;
    }
  }
}
