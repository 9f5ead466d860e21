// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import static drclean.plan.Scope.Keep.LINKED;
import static drclean.plan.Scope.Keep.TAGGED;
import static org.assertj.core.api.Assertions.assertThat;

import drclean.plan.World.Garbage;
import drclean.registry.Repository.Whole;
import java.util.BitSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarkTest {
  private final World world = new World();

  private static void nothing(Garbage garbage) {
    assertThat(garbage.blobs()).isEmpty();
    assertThat(garbage.tags()).isEmpty();
    assertThat(garbage.manifests()).isEmpty();
    assertThat(garbage.layers()).isEmpty();
  }

  @Test
  void aBlobThatNoManifestNeedsGoesWithItsLink() {
    world.manifest("image", "layer").push("app", "v1", "image").content.add("stray");
    world.place("app").layers.add("stray");

    Garbage garbage = world.mark(LINKED);

    assertThat(garbage.blobs()).containsExactly("stray");
    assertThat(garbage.layers()).containsExactly("app/stray");
    assertThat(garbage.manifests()).isEmpty();
  }

  @Test
  void anUntaggedManifestStaysUnlessUntaggedOnesAreAskedFor() {
    world.manifest("old", "a", "both").push("app", "v1", "old");
    world.manifest("new", "b", "both").push("app", "v1", "new");

    nothing(world.mark(LINKED));
    Garbage garbage = world.mark(TAGGED);

    assertThat(garbage.blobs()).containsExactly("a", "old");
    assertThat(garbage.manifests()).containsExactly("app@old");
    assertThat(garbage.layers()).containsExactly("app/a");
  }

  @Test
  void theChildrenOfATaggedIndexStay() {
    world.manifest("amd64", "a").manifest("arm64", "b").manifest("index", "amd64", "arm64");
    world.push("app", "v1", "index");

    nothing(world.mark(TAGGED));
    nothing(world.mark(LINKED));
  }

  @Test
  void aChildThatIsUnlinkedInOneRepositoryStaysWithAnother() {
    world.manifest("amd64", "a").manifest("arm64", "b").manifest("index", "amd64", "arm64");
    world.push("a/app", "v1", "index").push("b/app", "v1", "index").unlink("a/app", "arm64");

    nothing(world.mark(TAGGED));
    nothing(world.mark(LINKED));
  }

  @Test
  void aManifestThatIsALayerElsewhereIsDescendedEverywhere() {
    world.manifest("carrier", "image");
    world.link("a/carrier", "carrier").place("a/carrier").tags.put("v1", "carrier");
    world.manifest("image", "layer").push("b/app", "v1", "image");

    nothing(world.mark(TAGGED));
    nothing(world.mark(LINKED));
  }

  @Test
  void aLayerReferredToBySha512StaysUnderBothNames() {
    world.alias("app", "sha512 layer", "layer");
    world.manifest("image", "sha512 layer").push("app", "v1", "image");

    nothing(world.mark(LINKED));
  }

  @Test
  void theSha512NameOfALayerStaysWhenTheOtherIsReferredTo() {
    world.alias("app", "sha512 layer", "layer");
    world.manifest("image", "layer").push("app", "v1", "image");

    nothing(world.mark(LINKED));
  }

  @Test
  void bothNamesOfALayerThatNothingNeedsGo() {
    world.alias("app", "sha512 layer", "layer");
    world.manifest("image", "other").push("app", "v1", "image");

    Garbage garbage = world.mark(LINKED);

    assertThat(garbage.blobs()).containsExactly("layer");
    assertThat(garbage.layers()).containsExactly("app/layer", "app/sha512 layer");
  }

  @Test
  void anUntaggedReferrerOfALiveImageStays() {
    world.manifest("image", "layer").push("app", "v1", "image");
    world.referrer("sbom", "image", "text").link("app", "sbom");

    nothing(world.mark(TAGGED));
  }

  @Test
  void aReferrerGoesWithItsSubjectAndDoesNotKeepIt() {
    world.manifest("image", "layer").link("app", "image");
    world.referrer("sbom", "image", "text").link("app", "sbom");
    world.manifest("other", "rest").push("app", "v2", "other");

    Garbage garbage = world.mark(TAGGED);

    assertThat(garbage.blobs()).containsExactly("image", "layer", "sbom", "text");
    assertThat(garbage.manifests()).containsExactly("app@image", "app@sbom");
  }

  @Test
  void aTaggedReferrerStaysWithoutItsSubject() {
    world.manifest("image", "layer").link("app", "image");
    world.referrer("sbom", "image", "text").push("app", "sbom", "sbom");

    assertThat(world.mark(TAGGED).blobs()).containsExactly("image", "layer");
  }

  @Test
  void aChainOfReferrersStaysWhole() {
    world.manifest("image", "layer").push("app", "v1", "image");
    world.referrer("zz signature of sbom", "sbom", "s").link("app", "zz signature of sbom");
    world
        .referrer("a signature of that", "zz signature of sbom")
        .link("app", "a signature of that");
    world.referrer("sbom", "image", "text").link("app", "sbom");

    nothing(world.mark(TAGGED));
  }

  @Test
  void aReferrerIsKeptOnlyWhereItsSubjectLives() {
    world.manifest("image", "layer").push("a", "v1", "image");
    world.referrer("sbom", "image").link("a", "sbom").link("b", "sbom");

    Garbage garbage = world.mark(TAGGED);

    assertThat(garbage.blobs()).isEmpty();
    assertThat(garbage.manifests()).containsExactly("b@sbom");
  }

  @Test
  void anIndexWithinAnIndexIsDescended() {
    world.manifest("leaf", "layer").manifest("inner", "leaf").manifest("outer", "inner");
    world.push("app", "v1", "outer").link("app", "leaf");

    nothing(world.mark(TAGGED));
  }

  @Test
  void theLayersOfABuildCacheStay() {
    world.manifest("cache", "layer 1", "layer 2", "cacheconfig").push("app", "cache", "cache");

    nothing(world.mark(TAGGED));
  }

  @Test
  void aLinkGoesWhereNothingNeedsItAndTheBlobStaysForAnotherRepository() {
    world.manifest("image", "layer").push("a", "v1", "image");
    world.place("b").layers.add("layer");

    Garbage garbage = world.mark(LINKED);

    assertThat(garbage.layers()).containsExactly("b/layer");
    assertThat(garbage.blobs()).isEmpty();
  }

  @Test
  void aBlobSharedByTwoRepositoriesStaysUntilBothLetGo() {
    world.manifest("one", "shared", "a").push("a", "v1", "one");
    world.manifest("two", "shared", "b").push("b", "v1", "two");

    world.untag("a", "v1");
    assertThat(world.mark(TAGGED).blobs()).containsExactly("a", "one");

    world.untag("b", "v1");
    assertThat(world.mark(TAGGED).blobs()).containsExactly("a", "b", "one", "shared", "two");
  }

  @Test
  void whatADamagedRepositoryLinksStays() {
    world.manifest("image", "layer").link("app", "image").place("app").layers.add("loose");
    world.content.add("loose");
    world.place("app").whole = Whole.DAMAGED;

    nothing(world.mark(TAGGED));
  }

  @Test
  void whatATaggedManifestThatCannotBeReadMayNeedStays() {
    world.manifest("image", "layer").push("app", "v1", "image").torn.add("image");
    world.manifest("other", "unrelated").link("b", "other");

    Garbage garbage = world.mark(TAGGED);

    assertThat(garbage.blobs()).containsExactly("other", "unrelated");
    assertThat(garbage.layers()).containsExactly("b/unrelated");
  }

  @Test
  void whatAChildThatCannotBeReadMayNeedStays() {
    world.manifest("child", "layer").manifest("index", "child");
    world.push("app", "v1", "index").torn.add("child");

    nothing(world.mark(TAGGED));
    nothing(world.mark(LINKED));
  }

  @Test
  void anUntaggedManifestThatCannotBeReadMayReferToWhatLives() {
    world.manifest("image", "layer").push("app", "v1", "image");
    world.referrer("sbom", "image", "text").link("app", "sbom").torn.add("sbom");

    nothing(world.mark(TAGGED));
  }

  @Test
  void anUntaggedManifestWhoseContentIsGoneProtectsAllThatItsRepositoryLinks() {
    world.manifest("gone", "layer").link("app", "gone").torn.add("gone");
    world.content.remove("gone");

    nothing(world.mark(TAGGED));
  }

  @Test
  void aYoungManifestLinkIsARootAsIfItWereTagged() {
    world.manifest("image", "layer").link("app", "image").place("app").young.add("image");

    nothing(world.mark(TAGGED));
  }

  @Test
  void aYoungLayerLinkStaysWithItsBytes() {
    world.content.add("layer");
    world.place("app").layers.add("layer");
    world.place("app").young.add("layer");
    world.place("b").layers.add("layer");

    Garbage garbage = world.mark(TAGGED);

    assertThat(garbage.blobs()).isEmpty();
    assertThat(garbage.layers()).containsExactly("b/layer");
  }

  @Test
  void theBytesThatAYoungBlobNeedsStay() {
    world.manifest("image", "layer").youngBlobs.add("image");
    world.content.add("old");

    assertThat(world.mark(TAGGED).blobs()).containsExactly("old");
  }

  @Test
  void aPinnedManifestStaysWhereItIsLinkedAndWithWhatItNeeds() {
    world.manifest("image", "layer").link("app", "image").pins.add("image");

    nothing(world.mark(TAGGED));
  }

  @Test
  void whatARepositoryReachesIsAskedOneByOne() {
    world.manifest("one", "a").push("a", "v1", "one").manifest("two", "b").push("b", "v1", "two");
    World.Seen seen = world.see();

    Liveness liveness = Liveness.of(seen.inventory, TAGGED, Optional.empty());

    assertThat(liveness.reached(0)).isEqualTo(bits(seen, "one", "a"));
    assertThat(liveness.reached(1)).isEqualTo(bits(seen, "two", "b"));
    assertThat(liveness.live()).isEqualTo(bits(seen, "one", "a", "two", "b"));
  }

  private static BitSet bits(World.Seen seen, String... names) {
    var bits = new BitSet();
    for (String name : names) {
      bits.set(seen.id(name));
    }
    return bits;
  }
}
