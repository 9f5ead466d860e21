// SPDX-License-Identifier: Apache-2.0
package drclean.bench;

import drclean.plan.Mark;
import drclean.plan.Planner;
import drclean.plan.Scope;
import drclean.plan.Step;
import drclean.plan.Surveyed;
import drclean.registry.Digests;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Links;
import drclean.registry.Look;
import drclean.registry.Needs;
import drclean.registry.Repository;
import drclean.registry.Sizes;
import drclean.registry.Tagged;
import drclean.registry.Unneeded;
import drclean.registry.Unneeded.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// An inventory of ten million blobs, one million manifests and twenty million links, made in
/// memory, marked and planned; prints what it costs. Meant for a heap of 2 GiB.
public final class Crowd {
  private static final int BLOBS = 10_000_000;
  private static final int MANIFESTS = 1_000_000;
  private static final int REPOSITORIES = 1_000;
  private static final int LINKS_EACH = 20_000;
  private static final int NEEDS_EACH = 9;

  private final SplittableRandom chance = new SplittableRandom(42);
  private final Digests digests = new Digests("sha256");
  private final Needs needs = new Needs();
  private final Sizes sizes = new Sizes();
  private final BitSet blobs = new BitSet(BLOBS);

  private Crowd() {}

  /// Runs it once.
  public static void main(String[] arguments) {
    new Crowd().run();
  }

  private void run() {
    long empty = used();
    blobs();
    long withBlobs = used();
    List<Repository> repositories = repositories();
    long withLinks = used();
    var inventory =
        new Inventory("v2", digests, repositories, blobs, new BitSet(), needs, sizes, List.of());
    System.out.printf(
        "heap: %.1f bytes a blob, %.1f bytes a link (needs of manifests counted with links)%n",
        (double) (withBlobs - empty) / BLOBS,
        (double) (withLinks - withBlobs) / (REPOSITORIES * (long) LINKS_EACH));
    long began = System.nanoTime();
    Unneeded unneeded = Mark.of(inventory, Scope.Keep.LINKED, Optional.empty());
    long marked = System.nanoTime();
    var plan =
        Planner.scrub(
            new Surveyed(inventory, unneeded, nothingYoung()),
            Scope.careful().within(Duration.ZERO),
            Instant.EPOCH,
            Crowd::path);
    long steps = plan.steps().get().mapToLong(Step::bytes).filter(b -> b >= 0).count();
    System.out.printf(
        "marked in %.1f s, planned %,d steps in %.1f s, %s%n",
        (marked - began) / 1e9, steps, (System.nanoTime() - marked) / 1e9, plan.totals());
    System.out.printf("heap at most %,d MiB%n", Runtime.getRuntime().maxMemory() >> 20);
  }

  private static String path(Item item) {
    return item.kind();
  }

  private void blobs() {
    long[] words = new long[4 * 1000];
    for (int done = 0; done < BLOBS; done += 1000) {
      for (int i = 0; i < words.length; i++) {
        words[i] = chance.nextLong();
      }
      for (int id : digests.intern(words, 1000)) {
        blobs.set(id);
        sizes.seen(id, 1000 + id % 1000);
      }
    }
  }

  /// Manifests are the first million blobs; each repository has its share of them, each with needs
  /// among the repository's own part of the blobs, a fifth of which nobody needs.
  private List<Repository> repositories() {
    var repositories = new ArrayList<Repository>(REPOSITORIES);
    for (int r = 0; r < REPOSITORIES; r++) {
      int share = MANIFESTS / REPOSITORIES;
      int[] manifests = new int[share];
      for (int m = 0; m < share; m++) {
        manifests[m] = r * share + m;
        needs.put(manifests[m], needs(r));
      }
      int[] layers = new int[LINKS_EACH - share];
      for (int l = 0; l < layers.length; l++) {
        layers[l] = blob(r, chance.nextInt(BLOBS / REPOSITORIES));
      }
      var tags = List.of(new Tagged("latest", manifests[0], Instant.EPOCH));
      repositories.add(
          new Repository(
              "r" + r,
              tags,
              new Links(manifests, new long[share]),
              new Links(layers, new long[0]),
              Repository.Whole.YES));
    }
    return repositories;
  }

  private int[] needs(int repository) {
    int[] needed = new int[NEEDS_EACH];
    for (int i = 0; i < NEEDS_EACH; i++) {
      needed[i] = blob(repository, chance.nextInt(BLOBS / REPOSITORIES * 4 / 5));
    }
    return needed;
  }

  private static int blob(int repository, int place) {
    return MANIFESTS
        + (int) (((long) repository * (BLOBS / REPOSITORIES) + place) % (BLOBS - MANIFESTS));
  }

  private static Look nothingYoung() {
    List<Part> none = java.util.stream.Stream.generate(Part::none).limit(REPOSITORIES).toList();
    return new Look(
        new BitSet(),
        none,
        new BitSet(),
        none,
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
