// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import drclean.layout.V2World;
import drclean.registry.Digest;
import drclean.registry.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Makes random v2 registries out of what happens to one: pushes, moved and deleted tags, indexes,
/// referrers, mounts, uploads, first long ago and then lately.
final class RandomV2 {
  static final List<String> REPOSITORIES = List.of("a", "a/b", "c/d/e");
  private static final List<String> TAGS = List.of("v1", "v2", "latest", "current");

  /// A manifest in a repository, as its text.
  record Pushed(String repository, String json) {}

  private final Chance chance;
  private final V2World world = new V2World();
  private final List<Pushed> pushed = new ArrayList<>();
  private int made;

  RandomV2(Chance chance) {
    this.chance = chance;
  }

  V2World registry(World.Health health) {
    image();
    happen(8 + chance.below(8));
    if (health == World.Health.DAMAGED) {
      new DamageV2(chance, world).happen(pushed);
    }
    if (chance.percent(20)) {
      world.folder(world.path(new Item.Tag("gone/away", "v1")).replaceFirst("/v1$", ""));
    }
    world.age(Duration.ofDays(30));
    happen(chance.below(3));
    return world.age(Duration.ofHours(1));
  }

  private void happen(int times) {
    for (int i = 0; i < times; i++) {
      switch (chance.below(19)) {
        case 0, 1, 2 -> image();
        case 3 -> index();
        case 4 -> world.referrer(any().repository(), any().json(), layer());
        case 5 -> referrer(any());
        case 6 -> attachment(any());
        case 7 -> again(any());
        case 8 -> alias();
        case 9 -> world.layer(repository(), layer());
        case 10 -> world.upload(repository(), "upload-" + made++, "half").blob("orphan " + made);
        case 11 -> delete(any());
        case 12, 13 -> document(chance.pick(List.of(KindsV2.values())));
        case 14 -> world.layer(repository(), any().json());
        case 15 -> world.unlink(link(any()));
        case 16 -> debris(any());
        case 17 -> hollow(any());
        default -> world.untag(repository() + ":" + chance.pick(TAGS));
      }
    }
  }

  private String repository() {
    return chance.pick(REPOSITORIES);
  }

  private String layer() {
    return "layer " + chance.below(9);
  }

  private Pushed any() {
    return chance.pick(pushed);
  }

  /// A repository, often with a tag that may be there already.
  private String reference(String repository) {
    return chance.percent(60) ? repository + ":" + chance.pick(TAGS) : repository;
  }

  private void image() {
    String repository = repository();
    String[] layers =
        chance.percent(50) ? new String[] {layer()} : new String[] {layer(), "top " + made++};
    world.push(reference(repository), layers);
    pushed.add(new Pushed(repository, V2World.image(layers)));
  }

  private void index() {
    String repository = any().repository();
    List<String> here =
        pushed.stream().filter(p -> p.repository().equals(repository)).map(Pushed::json).toList();
    String[] children = {chance.pick(here), chance.pick(here)};
    if (chance.percent(20)) {
      children[0] = "a platform that was never pushed";
    }
    String index = V2World.indexOf(children);
    push(repository, chance.percent(70) ? index : KindsV2.list(index));
  }

  private void push(String repository, String json) {
    world.manifest(reference(repository), json);
    pushed.add(new Pushed(repository, json));
  }

  /// Pushes a document of one kind with all that it needs.
  private void document(KindsV2 kind) {
    Pushed child = any();
    String layer = layer();
    world.layer(child.repository(), layer).layer(child.repository(), V2World.config(layer));
    String json = kind.of(child.json(), layer);
    push(child.repository(), json);
    if (kind == KindsV2.SCHEMA1 && chance.percent(70)) {
      sign(child.repository(), json);
    }
  }

  /// Registries up to 2.4 kept signatures beside the link of a manifest.
  private void sign(String repository, String json) {
    String signature = "signature " + made++;
    Digest digest = V2World.digest(signature);
    String folder = world.path(new Item.ManifestLink(repository, V2World.digest(json)));
    world
        .blob(signature)
        .put(folder + "/signatures/sha256/" + digest.hex() + "/link", digest.toString());
  }

  private void referrer(Pushed subject) {
    String layer = layer();
    String of = chance.percent(20) ? "a subject that was never pushed" : subject.json();
    world.referrer(subject.repository(), of, layer);
    pushed.add(new Pushed(subject.repository(), V2World.referrerOf(of, layer)));
  }

  private static Item.ManifestLink link(Pushed of) {
    return new Item.ManifestLink(of.repository(), V2World.digest(of.json()));
  }

  /// What interrupted writes, a file system and deletes leave behind.
  private void debris(Pushed at) {
    String folder =
        chance.pick(
            List.of(
                world.path(link(at)),
                world.path(new Item.LayerLink(at.repository(), V2World.digest(layer()))),
                world.path(new Item.Blob(V2World.digest(layer())))));
    switch (chance.below(3)) {
      case 0 -> world.put(folder + "/link.0f1e2d3c.tmp", "sha2");
      case 1 -> world.put(folder + "/.nfs000000000001", "");
      default -> world.folder(folder);
    }
  }

  /// The folder of a link or of content of which nothing but debris is left, or nothing at all.
  private void hollow(Pushed at) {
    Digest never = V2World.digest("never came " + made++);
    String folder =
        world.path(
            switch (chance.below(4)) {
              case 0 -> new Item.ManifestLink(at.repository(), never);
              case 3 -> new Item.ManifestLink(at.repository(), sha512(never.hex()));
              case 1 -> new Item.LayerLink(at.repository(), never);
              default -> new Item.Blob(never);
            });
    if (chance.percent(50)) {
      world.put(folder + "/data.0f1e2d3c.tmp", "half");
    } else {
      world.folder(folder);
    }
  }

  /// A tag that speaks of a manifest of the same repository or another, or of one by sha512, which
  /// is not here.
  private void attachment(Pushed subject) {
    String hex = V2World.digest(subject.json()).hex();
    String tag =
        chance.pick(
            List.of("sha256-%s", "sha256-%s.sig", "sha256-%s.att", "sha256-%s.sbom", "sha512-%s"));
    String repository = chance.percent(50) ? subject.repository() : repository();
    world.push(repository + ":" + tag.formatted(hex), "signature " + made++);
  }

  /// Pushes what is there already once more, perhaps elsewhere, with all that it needs.
  private void again(Pushed image) {
    if (!image.json().contains("\"layers\"") || image.json().contains("subject")) {
      return;
    }
    String repository = repository();
    String tag = reference(repository);
    for (Pushed there : pushed) {
      if (there.json().equals(image.json())) {
        V2World.partsOf(image.json()).forEach(part -> world.mount(repository, part));
      }
    }
    world.manifest(tag, image.json());
    pushed.add(new Pushed(repository, image.json()));
  }

  private void alias() {
    String repository = repository();
    String content = layer();
    Digest other = sha512(content);
    world.layer(repository, content);
    world.link(new Item.LayerLink(repository, other), V2World.digest(content));
    if (chance.percent(50)) {
      String json =
          V2World.image("top").replace(V2World.digest("top").toString(), other.toString());
      world.layer(repository, V2World.config("top")).manifest(reference(repository), json);
    }
  }

  private static Digest sha512(String content) {
    return new Digest(
        "sha512", V2World.digest(content).hex() + V2World.digest(content + "'").hex());
  }

  /// Deletes a manifest as the API does: its link, and the tags that point at it.
  private void delete(Pushed gone) {
    Digest digest = V2World.digest(gone.json());
    for (String tag : TAGS) {
      if (world
          .text(world.path(new Item.Tag(gone.repository(), tag)) + "/current/link")
          .equals(digest.toString())) {
        world.untag(gone.repository() + ":" + tag);
      }
    }
    world.unlink(link(gone));
  }
}
