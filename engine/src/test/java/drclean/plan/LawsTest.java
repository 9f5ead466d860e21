// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.plan.Scope.Keep;
import drclean.plan.World.Garbage;
import drclean.registry.Digest;
import drclean.registry.Doubt;
import drclean.registry.Item;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The laws of plans, on random registries.
class LawsTest {
  private static final int WORLDS = 1000;
  private static final long FIRST = 20_261_123;

  private static LongStream seeds() {
    return LongStream.range(FIRST, FIRST + WORLDS);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsUnneededIsWhatAnObviousOracleDoesNotReach(Keep keep) {
    seeds().forEach(seed -> same(RandomWorld.whole(seed), keep, "seed " + seed));
  }

  @ParameterizedTest
  @EnumSource
  void damageProtectsWhatAnObviousOracleProtects(Keep keep) {
    seeds().forEach(seed -> same(RandomWorld.damaged(seed), keep, "seed " + seed));
  }

  private static void same(World world, Keep keep, String seed) {
    Oracle oracle = Oracle.cautious(world, keep);
    Garbage garbage = world.mark(keep);

    assertThat(garbage.blobs()).as(seed).isEqualTo(without(world.content, oracle.live));
    assertThat(garbage.manifests()).as(seed).isEqualTo(manifests(world, oracle));
    assertThat(garbage.layers()).as(seed).isEqualTo(layers(world, oracle));
    assertThat(garbage.tags()).as(seed).isEqualTo(tags(world, oracle));
  }

  private static Set<String> without(Iterable<String> all, Iterable<String> some) {
    var left = new TreeSet<String>();
    all.forEach(left::add);
    some.forEach(left::remove);
    return left;
  }

  private static Set<String> manifests(World world, Oracle oracle) {
    var unneeded = new TreeSet<String>();
    world.repositories.forEach(
        (name, place) ->
            without(place.manifests, oracle.reached(name))
                .forEach(manifest -> unneeded.add(name + "@" + manifest)));
    return unneeded;
  }

  private static Set<String> layers(World world, Oracle oracle) {
    var unneeded = new TreeSet<String>();
    world.repositories.forEach(
        (name, place) ->
            place.layers.stream()
                .filter(layer -> !oracle.layer(name, layer))
                .forEach(layer -> unneeded.add(name + "/" + layer)));
    return unneeded;
  }

  private static Set<String> tags(World world, Oracle oracle) {
    var unneeded = new TreeSet<String>();
    world.repositories.forEach(
        (name, place) ->
            place.tags.keySet().stream()
                .filter(tag -> !oracle.needed(place, tag) && !oracle.damaged(name, place))
                .forEach(tag -> unneeded.add(name + ":" + tag)));
    return unneeded;
  }

  /// Laws 1 and 6, with an oracle that knows what could not be read.
  @ParameterizedTest
  @EnumSource
  void whatCannotBeReadNeverMakesThePlanLarger(Keep keep) {
    seeds()
        .forEach(
            seed -> {
              World world = RandomWorld.damaged(seed);

              Garbage garbage = world.mark(keep);

              Oracle truth = Oracle.knowing(world, keep);
              assertThat(garbage.blobs())
                  .as("seed " + seed)
                  .doesNotContainAnyElementsOf(truth.live);
              assertThat(manifests(world, truth))
                  .as("seed " + seed)
                  .containsAll(garbage.manifests());
              assertThat(layers(world, truth)).as("seed " + seed).containsAll(garbage.layers());
            });
  }

  /// Law 2.
  @ParameterizedTest
  @EnumSource
  void everyReferrerLeavesBeforeWhatItRefersTo(Keep keep) {
    seeds().forEach(seed -> ordered(RandomWorld.whole(seed), keep, "seed " + seed));
  }

  private static void ordered(World world, Keep keep, String seed) {
    List<Item> items = plan(world, keep).steps().get().map(Step::item).toList();
    Map<Item, Integer> places = new HashMap<>();
    items.forEach(item -> places.put(item, places.size()));

    assertThat(places).as(seed).hasSameSizeAs(items);
    for (Item item : items) {
      for (Item other : refersTo(world, item)) {
        assertThat(places.getOrDefault(other, items.size()))
            .as("%s: %s leaves before %s", seed, item, other)
            .isGreaterThan(places.get(item));
      }
    }
  }

  private static List<Item> refersTo(World world, Item item) {
    return switch (item) {
      case Item.Tag(var repository, var name) ->
          List.of(new Item.ManifestLink(repository, target(world, repository, name)));
      case Item.ManifestLink(var repository, var digest) ->
          below(world, digest)
              .<Item>mapMulti(
                  (below, each) -> {
                    each.accept(new Item.ManifestLink(repository, below));
                    each.accept(new Item.LayerLink(repository, below));
                    each.accept(new Item.Blob(digest));
                  })
              .toList();
      case Item.LayerLink(_, var digest) -> List.of(new Item.Blob(digest));
      case Item.Blob(var digest) -> below(world, digest).<Item>map(Item.Blob::new).toList();
      case Item.Metadata _, Item.Index _, Item.History _ -> List.of();
      case Item.Upload _, Item.Debris _, Item.Folder _ -> List.of();
    };
  }

  private static Digest target(World world, String repository, String tag) {
    return World.digest(world.place(repository).tags.getOrDefault(tag, "none"));
  }

  private static Stream<Digest> below(World world, Digest manifest) {
    return world.manifests.keySet().stream()
        .filter(name -> World.digest(name).equals(manifest))
        .flatMap(name -> below(world, name))
        .map(World::digest);
  }

  private static Stream<String> below(World world, String manifest) {
    Stream<String> subject = Stream.ofNullable(world.subjects.get(manifest));
    return Stream.concat(world.manifests.getOrDefault(manifest, List.of()).stream(), subject);
  }

  private static Plan plan(World world, Keep keep) {
    return world
        .see()
        .plan(
            new Scope(
                keep, Duration.ZERO, Duration.ZERO, Set.of(), Set.of(Doubt.NOTHING_IS_TAGGED)));
  }

  /// Law 7, as far as a plan can hold it.
  @ParameterizedTest
  @EnumSource
  void totalsAreThoseOfTheSteps(Keep keep) {
    seeds()
        .forEach(
            seed -> {
              Plan plan = plan(RandomWorld.whole(seed), keep);

              Map<String, Plan.Total> counted =
                  plan.steps()
                      .get()
                      .collect(
                          Collectors.toMap(
                              step -> step.item().kind(),
                              step -> new Plan.Total(1, step.bytes()),
                              Plan.Total::plus));

              assertThat(plan.totals()).as("seed " + seed).isEqualTo(counted);
            });
  }
}
