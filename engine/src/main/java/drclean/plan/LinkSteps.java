// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import drclean.plan.Plan.Total;
import drclean.registry.Attachments;
import drclean.registry.Digest;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Links;
import drclean.registry.Repository;
import drclean.registry.Unneeded.Part;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The steps within repositories: tags, histories of tags, links of manifests, links of layers.
final class LinkSteps {
  private final Inventory inventory;
  private final List<Part> moved;
  private final List<Part> hollow;
  private final Histories histories;
  private final Attachments attachments;
  private final Paths paths;

  LinkSteps(Surveyed surveyed, Paths paths) {
    this.inventory = surveyed.inventory();
    this.moved = parts(surveyed, LinkSteps::without);
    this.hollow = parts(surveyed, LinkSteps::within);
    this.histories = new Histories(inventory, moved, surveyed.look().history());
    boolean anyTag = moved.stream().anyMatch(part -> !part.tags().isEmpty());
    this.attachments = anyTag ? Attachments.of(inventory) : Attachments.none(inventory);
    this.paths = paths;
  }

  private interface Choice {
    BitSet of(BitSet unneeded, BitSet hollow);
  }

  private static List<Part> parts(Surveyed surveyed, Choice choice) {
    List<Part> unneeded = surveyed.unneeded().parts();
    List<Part> hollow = surveyed.look().hollowParts();
    return IntStream.range(0, unneeded.size())
        .mapToObj(
            i -> part(unneeded.get(i), i < hollow.size() ? hollow.get(i) : Part.none(), choice))
        .toList();
  }

  private static Part part(Part unneeded, Part hollow, Choice choice) {
    return new Part(
        choice.of(unneeded.tags(), hollow.tags()),
        choice.of(unneeded.manifests(), hollow.manifests()),
        choice.of(unneeded.layers(), hollow.layers()));
  }

  static BitSet without(BitSet unneeded, BitSet hollow) {
    var left = (BitSet) unneeded.clone();
    left.andNot(hollow);
    return left;
  }

  static BitSet within(BitSet unneeded, BitSet hollow) {
    var both = (BitSet) unneeded.clone();
    both.and(hollow);
    return both;
  }

  Stream<Step> moves() {
    return Stream.of(
            each(this::tags),
            each(repository -> histories.of(repository).map(this::history)),
            each(this::manifests),
            each(this::layers))
        .flatMap(steps -> steps);
  }

  void count(Map<String, Total> totals) {
    totals.put("tag", links(moved, Part::tags));
    long entries = each(histories::of).count();
    totals.put("history", new Total(entries, entries * Links.BYTES));
    totals.put("manifest-link", links(moved, Part::manifests));
    totals.put("layer-link", links(moved, Part::layers));
  }

  long cutCount() {
    return links(hollow, Part::tags).count()
        + links(hollow, Part::manifests).count()
        + links(hollow, Part::layers).count();
  }

  private static Total links(List<Part> parts, Function<Part, BitSet> places) {
    long count = parts.stream().mapToLong(part -> places.apply(part).cardinality()).sum();
    return new Total(count, count * Links.BYTES);
  }

  private <T> Stream<T> each(IntFunction<Stream<T>> steps) {
    return IntStream.range(0, moved.size()).boxed().flatMap(i -> steps.apply(i));
  }

  private Stream<Step> tags(int repository) {
    Repository linking = inventory.repositories().get(repository);
    return sorted(linking, moved.get(repository).tags())
        .map(
            place ->
                tag(
                    new Item.Tag(linking.name(), linking.tags().get(place).name()),
                    inventory.digests().get(attachments.subject(repository, place))));
  }

  private Step tag(Item.Tag item, Digest subject) {
    return new Step.Move(
        item,
        paths.path(item),
        Links.BYTES,
        "its subject " + subject + " goes",
        new Bond.Subject(subject));
  }

  private Step history(Item.History item) {
    return new Step.Move(
        item, paths.path(item), Links.BYTES, "the manifest that the tag pointed at goes");
  }

  private Stream<Step> manifests(int repository) {
    Repository linking = inventory.repositories().get(repository);
    BitSet leaving = digests(linking.manifests(), moved.get(repository).manifests());
    return IntStream.of(Order.of(inventory, leaving))
        .mapToObj(manifest -> manifest(linking.name(), manifest));
  }

  private static BitSet digests(Links links, BitSet places) {
    var digests = new BitSet();
    places.stream().forEach(place -> digests.set(links.digests()[place]));
    return digests;
  }

  private Step manifest(String repository, int manifest) {
    var item = new Item.ManifestLink(repository, inventory.digests().get(manifest));
    int subject = inventory.needs().subject(manifest);
    if (subject < 0) {
      return new Step.Move(item, paths.path(item), Links.BYTES, "no tag reaches it");
    }
    Digest with = inventory.digests().get(subject);
    return new Step.Move(
        item,
        paths.path(item),
        Links.BYTES,
        "no tag reaches it, nor its subject " + with,
        new Bond.Subject(with));
  }

  private Stream<Step> layers(int repository) {
    Repository linking = inventory.repositories().get(repository);
    String because = "no manifest of " + linking.name() + " needs it";
    return sorted(linking.layers(), moved.get(repository).layers())
        .map(digest -> new Item.LayerLink(linking.name(), digest))
        .map(item -> new Step.Move(item, paths.path(item), Links.BYTES, because));
  }

  private Stream<Digest> sorted(Links links, BitSet places) {
    return IntStream.of(Sorted.of(inventory.digests(), digests(links, places)))
        .mapToObj(inventory.digests()::get);
  }

  /// The places of tags by their names.
  private static Stream<Integer> sorted(Repository linking, BitSet places) {
    return places.stream()
        .boxed()
        .sorted(Comparator.comparing(place -> linking.tags().get(place).name()));
  }

  /// The empty folders that are left of links.
  Stream<Step> cuts() {
    return each(this::cuts);
  }

  private Stream<Step> cuts(int repository) {
    Repository linking = inventory.repositories().get(repository);
    String name = linking.name();
    Part part = hollow.get(repository);
    Stream<Item> tags =
        sorted(linking, part.tags()).map(at -> new Item.Tag(name, linking.tags().get(at).name()));
    Stream<Item> manifests =
        sorted(linking.manifests(), part.manifests())
            .map(digest -> new Item.ManifestLink(name, digest));
    Stream<Item> layers =
        sorted(linking.layers(), part.layers()).map(digest -> new Item.LayerLink(name, digest));
    return Stream.of(tags, manifests, layers).flatMap(items -> items).map(this::cut);
  }

  private Step cut(Item item) {
    return new Step.Cut(item, paths.path(item), "only an empty folder is left of it");
  }
}
