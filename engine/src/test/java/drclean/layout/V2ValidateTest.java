// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import static drclean.layout.V2World.config;
import static drclean.layout.V2World.descriptor;
import static drclean.layout.V2World.digest;
import static drclean.layout.V2World.image;
import static org.assertj.core.api.Assertions.assertThat;

import drclean.layout.Layout.Depth;
import drclean.registry.Digest;
import drclean.registry.Finding;
import drclean.registry.Finding.Effect;
import drclean.registry.Finding.Kind;
import drclean.registry.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a validation says of each kind of damage, and that it says nothing of a whole registry.
class V2ValidateTest {
  private final V2World world = new V2World();
  private final AtomicLong hashed = new AtomicLong();
  private final AtomicLong toHash = new AtomicLong();

  @BeforeEach
  void aWholeImage() {
    world.push("team/whole:v1", "base", "top");
  }

  private List<Finding> validate(Depth depth) {
    Means.Watch watch =
        (stage, done, total) -> {
          if (stage.equals("hash")) {
            hashed.accumulateAndGet(done, Math::max);
            toHash.set(total);
          }
        };
    var found = new ArrayList<Finding>();
    new V2()
        .validate(
            world.inMemory(),
            new Means(3, Memory.NONE, watch, Means.Pause.NONE),
            depth,
            found::add);
    return found;
  }

  private List<Finding> damage() {
    return validate(Depth.NAMES).stream().filter(Finding::damage).toList();
  }

  private List<Finding> notes() {
    List<Finding> found = validate(Depth.NAMES);
    assertThat(found).noneMatch(Finding::damage);
    return found;
  }

  private Finding one(List<Finding> findings) {
    assertThat(findings).hasSize(1);
    Finding finding = findings.getFirst();
    assertThat(List.of(finding.item(), finding.path(), finding.why(), finding.repair()))
        .noneMatch(String::isBlank);
    return finding;
  }

  private String link(Item item) {
    return world.path(item) + "/link";
  }

  @Test
  void ofAWholeRegistryNothingIsSaid() {
    world
        .index("team/whole:multi", image("base", "top"))
        .referrer("team/whole", image("base", "top"), "signature");

    assertThat(validate(Depth.BYTES)).isEmpty();
  }

  @Test
  void aTagWithoutItsManifestLinkIsRepairable() {
    world.removeTree(world.path(new Item.ManifestLink("team/whole", digest(image("base", "top")))));

    Finding finding = one(damage());

    assertThat(finding.kind()).isEqualTo(Kind.DANGLING);
    assertThat(finding.item()).isEqualTo("team/whole:v1");
    assertThat(finding.repair())
        .contains(digest(image("base", "top")).toString())
        .contains(link(new Item.ManifestLink("team/whole", digest(image("base", "top")))));
  }

  @Test
  void aTagWhoseManifestIsGoneIsDangling() {
    world.removeTree(world.path(new Item.Blob(digest(image("base", "top")))));

    List<Finding> found = damage();

    assertThat(found)
        .anySatisfy(
            f -> {
              assertThat(f.kind()).isEqualTo(Kind.DANGLING);
              assertThat(f.item()).isEqualTo("team/whole:v1");
            });
    assertThat(found).anyMatch(f -> f.kind() == Kind.MISSING && f.effect() == Effect.PROTECTS);
  }

  @Test
  void aMissingLayerIsDamage() {
    world.removeTree(world.path(new Item.Blob(digest("top"))));

    Finding finding = one(damage());

    assertThat(finding.kind()).isEqualTo(Kind.MISSING);
    assertThat(finding.path()).isEqualTo(world.data(digest("top")));
    assertThat(finding.why()).contains(digest(image("base", "top")).toString());
  }

  @Test
  void aBlobFolderWithoutDataIsAMissingLayer() {
    world.lose("top");

    List<Finding> found = validate(Depth.NAMES);

    assertThat(found)
        .anyMatch(f -> f.kind() == Kind.MISSING && f.path().equals(world.data(digest("top"))));
    assertThat(found)
        .anyMatch(
            f ->
                f.kind() == Kind.STRAY
                    && f.path().equals(world.path(new Item.Blob(digest("top")))));
  }

  @Test
  void anAbsentLayerWithAnAddressIsExternal() {
    String foreign =
        descriptor("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", "windows")
            .replace("}", ",\"urls\":[\"https://example.com/l\"]}");
    world
        .layer("team/app", "{}")
        .manifest(
            "team/app:v1",
            "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]}"
                .formatted(descriptor("c", "{}"), foreign));

    assertThat(one(notes()).kind()).isEqualTo(Kind.EXTERNAL);
  }

  @Test
  void aChildThatWasNeverPushedIsExternal() {
    world.index("team/whole:multi", image("base", "top"), image("other platform"));

    assertThat(one(notes()).kind()).isEqualTo(Kind.EXTERNAL);
  }

  @Test
  void aChildThatWasDeletedAndCollectedIsMissing() {
    world
        .push("team/whole", "child")
        .index("team/whole:multi", image("base", "top"), image("child"));
    world
        .unlink(new Item.ManifestLink("team/whole", digest(image("child"))))
        .removeTree(world.path(new Item.Blob(digest(image("child")))));

    Finding finding = one(damage());

    assertThat(finding.kind()).isEqualTo(Kind.MISSING);
    assertThat(finding.path()).isEqualTo(world.data(digest(image("child"))));
  }

  @Test
  void aChildThatIsOnlyLinkedElsewhereIsNotLinkedHere() {
    world.index("team/other:multi", image("base", "top"));

    Finding finding = one(damage());

    assertThat(finding.kind()).isEqualTo(Kind.DANGLING);
    assertThat(finding.path())
        .isEqualTo(link(new Item.ManifestLink("team/other", digest(image("base", "top")))));
  }

  @Test
  void aLayerThatIsOnlyLinkedElsewhereIsNotLinkedHere() {
    world
        .layer("team/other", config("base", "top"))
        .layer("team/other", "base")
        .manifest("team/other:v1", image("base", "top"));

    assertThat(one(damage()).path())
        .isEqualTo(link(new Item.LayerLink("team/other", digest("top"))));
  }

  @Test
  void childrenThatAreLayersAreLinkedAsLayers() {
    String layers =
        "{\"schemaVersion\":2,\"manifests\":[%s]}"
            .formatted(descriptor("application/vnd.oci.image.layer.v1.tar+gzip", "cache"));
    world.layer("team/cache", "cache").manifest("team/cache:buildcache", layers);

    assertThat(validate(Depth.NAMES)).isEmpty();
  }

  @Test
  void anAliasStandsForTheContentBehindIt() {
    var alias = new Digest("sha512", "ab".repeat(64));
    String layer = "{\"mediaType\":\"l\",\"digest\":\"%s\",\"size\":3}".formatted(alias);
    world
        .layer("team/app", "{}")
        .layer("team/app", "top")
        .link(new Item.LayerLink("team/app", alias), digest("top"));
    world.manifest(
        "team/app:v1",
        "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]}"
            .formatted(descriptor("c", "{}"), layer));

    assertThat(validate(Depth.BYTES)).isEmpty();
  }

  @Test
  void anEmptyLayerLinkIsTornAndItsPathTellsWhatItHeld() {
    String torn = link(new Item.LayerLink("team/whole", digest("top")));
    world.put(torn, "");

    Finding finding = one(damage());

    assertThat(finding.kind()).isEqualTo(Kind.CORRUPT);
    assertThat(finding.path()).isEqualTo(torn);
    assertThat(finding.repair()).contains(digest("top").toString());
  }

  @Test
  void anEmptyManifestLinkIsTorn() {
    String torn = link(new Item.ManifestLink("team/whole", digest(image("base", "top"))));
    world.put(torn, "");

    assertThat(one(damage()).path()).isEqualTo(torn);
  }

  @Test
  void aManifestThatDoesNotHashToItsDigestIsCorrupt() {
    world.put(world.data(digest(image("base", "top"))), "{}");

    assertThat(one(damage()).kind()).isEqualTo(Kind.CORRUPT);
  }

  @Test
  void aLayerOfAnotherLengthThanItsDescriptorSaysIsCorrupt() {
    world.put(world.data(digest("top")), "longer than before");

    Finding finding = one(damage());

    assertThat(finding.kind()).isEqualTo(Kind.CORRUPT);
    assertThat(finding.path()).isEqualTo(world.data(digest("top")));
  }

  @Test
  void aFlippedByteIsSeenByHashingOnly() {
    world.put(world.data(digest("top")), "tog");

    assertThat(validate(Depth.NAMES)).isEmpty();
    assertThat(one(validate(Depth.BYTES)).path()).isEqualTo(world.data(digest("top")));
  }

  @Test
  void hashingTellsHowFarItIs() {
    assertThat(validate(Depth.BYTES)).isEmpty();

    assertThat(toHash.get())
        .isEqualTo(3 + 4 + config("base", "top").length() + image("base", "top").length());
    assertThat(hashed.get()).isEqualTo(toHash.get());
  }

  @Test
  void temporaryAndStrangeFilesAreNotes() {
    String folder = world.path(new Item.LayerLink("team/whole", digest("top")));
    world
        .put(folder + "/link.123.tmp", "half")
        .put(world.path(new Item.Blob(digest("base"))) + "/mine", "x");

    assertThat(notes()).extracting(Finding::kind).containsExactly(Kind.STRAY, Kind.STRAY);
  }

  @Test
  void aLinkWithoutContentThatNothingNeedsIsANote() {
    world.layer("team/whole", "unneeded").removeTree(world.path(new Item.Blob(digest("unneeded"))));

    assertThat(one(notes()).kind()).isEqualTo(Kind.DANGLING);
  }

  @Test
  void aReferrerWithoutItsSubjectIsANote() {
    world.referrer("team/whole", image("never pushed"), "signature");

    assertThat(one(notes()).kind()).isEqualTo(Kind.ORPHAN);
  }

  @Test
  void anAttachmentOfWhatIsNotThereIsANote() {
    world.push("team/whole:sha256-" + digest("gone").hex() + ".sig", "signature");
    world.push("team/whole:sha256-" + digest(image("base", "top")).hex() + ".sig", "signature");

    assertThat(one(notes()).item()).isEqualTo("team/whole:sha256-" + digest("gone").hex() + ".sig");
  }

  @Test
  void anAttachmentBySha512OfWhatIsNotThereIsANote() {
    String name = "sha512-" + digest("gone").hex();
    world.push("team/whole:" + name, "signature");

    assertThat(one(notes()).why()).contains("sha512:" + digest("gone").hex());
  }

  @Test
  void aTagThatOnlyLooksLikeAnAttachmentIsNone() {
    world.push("team/whole:sha256-" + digest("gone").hex() + ".old", "signature");

    assertThat(notes()).isEmpty();
  }

  @Test
  void uploadsAreCounted() {
    world.upload("team/whole", "one", "1").upload("team/whole", "two", "2");

    assertThat(one(notes()).why()).endsWith("2");
  }
}
