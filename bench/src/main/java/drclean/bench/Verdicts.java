// SPDX-License-Identifier: Apache-2.0
package drclean.bench;

import drclean.registry.Digests;
import drclean.registry.Inventory;
import drclean.registry.Links;
import drclean.registry.Needs;
import drclean.registry.Repository;
import drclean.registry.Repository.Whole;
import drclean.registry.Sizes;
import drclean.registry.Tagged;
import drclean.retention.judging.Evidence;
import drclean.retention.judging.Judge;
import drclean.retention.judging.Told;
import drclean.retention.judging.Verdict.Kind;
import drclean.retention.reading.PolicyText;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/// A million tags in a thousand repositories, judged by a policy of ten rules; prints what it
/// costs. Meant for a heap of 1 GiB.
public final class Verdicts {
  private static final int REPOSITORIES = 1_000;
  private static final int TAGS_EACH = 1_000;
  private static final int TIMES = 3;
  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

  private static final String POLICY =
      """
      version: 1
      protect: {tags: [latest, stable], repos: ["base/**"]}
      rules:
        - {name: releases, tags: ["v*"], keep: {semver: {majors: 2, minors: 3, patches: 2}, pulled-within: 90d}, delete: rest}
        - {name: builds, tags: ["build-*"], keep: {last: 10, within: 7d}, delete: rest}
        - {name: nightly, tags: ["nightly-*"], keep: {calendar: {daily: 7, weekly: 4, monthly: 6}}, delete: rest}
        - {name: branches, tags: ["branch-*"], per: "re:branch-([a-z]+)-.*", keep: {last: 3}, delete: {older-than: 14d}}
        - {name: pull requests, tags: ["re:pr-[0-9]+-.*"], per: "re:pr-([0-9]+)-.*", delete: {beyond: 2}, allow-empty: true}
        - {name: old pull requests, tags: ["pr-*"], delete: {older-than: 14d}}
        - {name: unused, tags: ["**"], except: ["v*"], delete: {not-pulled-for: 180d, older-than: 180d}}
        - {name: most pulled, tags: ["**"], keep: {last-pulled: 20}}
        - {name: newest, tags: ["**"], keep: {last: 5}}
        - {name: abandoned, repos: ["team-?/**"], tags: ["**"], of: newest, keep: {within: 365d}, delete: {older-than: 730d}}
      """;

  private final SplittableRandom chance = new SplittableRandom(42);
  private final Digests digests = new Digests("sha256");

  private Verdicts() {}

  /// Judges a few times, the first without a warm compiler.
  public static void main(String[] arguments) {
    new Verdicts().run();
  }

  private void run() {
    var policy = PolicyText.read("policy.yaml", POLICY).orRefuse();
    Inventory inventory = inventory();
    Evidence evidence =
        Evidence.none()
            .pulls(
                Told.said(
                    new Evidence.Pulls(
                        NOW.minus(Duration.ofDays(400)),
                        (_, digest) -> NOW.toEpochMilli() - digest % 300 * 86_400_000L)));
    for (int i = 0; i < TIMES; i++) {
      long began = System.nanoTime();
      long work = work();
      var verdicts = Judge.judge(policy, inventory, evidence, NOW);
      System.out.printf(
          "judged %,d tags in %.2f s, %.2f s of processors; %,d protected, %,d kept, %,d deleted%n",
          REPOSITORIES * TAGS_EACH,
          (System.nanoTime() - began) / 1e9,
          (work() - work) / 1e9,
          verdicts.count(Kind.PROTECTED),
          verdicts.count(Kind.KEEP),
          verdicts.count(Kind.DELETE));
      explain(verdicts);
    }
    System.out.printf("heap at most %,d MiB%n", Runtime.getRuntime().maxMemory() >> 20);
  }

  private static void explain(drclean.retention.judging.Verdicts verdicts) {
    long began = System.nanoTime();
    long[] length = {0};
    verdicts.eachGone(gone -> length[0] += gone.verdict().because().length());
    System.out.printf(
        "explained all deletions in %.2f s, %,d letters%n",
        (System.nanoTime() - began) / 1e9, length[0]);
  }

  /// Nanoseconds that all threads together worked.
  private static long work() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private Inventory inventory() {
    var repositories = new ArrayList<Repository>(REPOSITORIES);
    for (int r = 0; r < REPOSITORIES; r++) {
      var tags = new ArrayList<Tagged>(TAGS_EACH);
      for (int t = 0; t < TAGS_EACH; t++) {
        tags.add(new Tagged(name(t), digest(), pushed()));
      }
      String name = "team-" + r % 10 + "/app-" + r;
      repositories.add(new Repository(name, tags, Links.NONE, Links.NONE, Whole.YES));
    }
    return new Inventory(
        "v2",
        digests,
        repositories,
        new BitSet(),
        new BitSet(),
        new Needs(),
        new Sizes(),
        List.of());
  }

  private String name(int tag) {
    return switch (tag % 5) {
      case 0 -> "v%d.%d.%d".formatted(tag / 250, tag / 25 % 10, tag / 5 % 5);
      case 1 -> "build-" + tag + "-" + Integer.toHexString(chance.nextInt());
      case 2 -> "nightly-" + tag;
      case 3 -> "branch-" + (char) ('a' + tag % 26) + "-" + tag;
      default -> "pr-" + tag / 20 + "-" + Integer.toHexString(chance.nextInt());
    };
  }

  /// Every fifth tag points where another does.
  private int digest() {
    long[] words = {chance.nextLong(), chance.nextLong(), chance.nextLong(), chance.nextLong()};
    return digests.size() > 0 && chance.nextInt(5) == 0
        ? digests.size() - 1
        : digests.intern(words, 1)[0];
  }

  private Instant pushed() {
    return NOW.minusSeconds(chance.nextInt(3 * 365 * 86_400));
  }
}
