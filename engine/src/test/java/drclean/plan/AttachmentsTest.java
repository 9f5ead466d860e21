// SPDX-License-Identifier: Apache-2.0
package drclean.plan;

import static drclean.plan.Scope.Keep.LINKED;
import static drclean.plan.Scope.Keep.TAGGED;
import static drclean.plan.World.fallback;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import drclean.plan.World.Garbage;
import drclean.registry.Repository.Whole;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentsTest {
  private final World world = new World();

  @BeforeEach
  void anImageWithoutTag() {
    world.manifest("image", "layer").link("app", "image");
    world.manifest("signature", "payload");
    world.manifest("other", "rest").push("app", "other", "other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".sig", ".att", ".sbom"})
  void anAttachmentStaysWithItsSubject(String kind) {
    world.push("app", fallback("image") + kind, "signature").push("app", "v1", "image");

    Garbage garbage = world.mark(TAGGED);

    assertThat(garbage.tags()).isEmpty();
    assertThat(garbage.blobs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".sig", ".att", ".sbom"})
  void anAttachmentGoesWithItsSubject(String kind) {
    world.push("app", fallback("image") + kind, "signature");

    Garbage garbage = world.mark(TAGGED);

    assertThat(garbage.tags()).containsExactly("app:" + fallback("image") + kind);
    assertThat(garbage.manifests()).containsExactly("app@image", "app@signature");
    assertThat(garbage.blobs()).containsExactly("image", "layer", "payload", "signature");
  }

  @Test
  void anAttachmentIsATagLikeOthersAsLongAsLinksKeep() {
    world.push("app", fallback("image") + ".sig", "signature");

    assertThat(world.mark(LINKED).tags()).isEmpty();
  }

  @Test
  void anAttachmentStaysWhenItsSubjectLivesInAnotherRepository() {
    world.push("signatures", fallback("image") + ".sig", "signature");
    world.push("z/app", "v1", "image");

    Garbage garbage = world.mark(TAGGED);

    assertThat(garbage.tags()).isEmpty();
    assertThat(garbage.blobs()).isEmpty();
    assertThat(garbage.manifests()).containsExactly("app@image");
  }

  @Test
  void anAttachmentWhoseSubjectIsNowhereHereStays() {
    world.push("app", fallback("an image of another registry") + ".sig", "signature");

    Garbage garbage = world.mark(TAGGED);

    assertThat(garbage.tags()).isEmpty();
    assertThat(garbage.manifests()).containsExactly("app@image");
  }

  @Test
  void anAttachmentOfAnAttachmentStaysAcrossRepositories() {
    world.manifest("proof", "p");
    world.push("a", fallback("signature") + ".sig", "proof");
    world.push("b", fallback("image") + ".sig", "signature");
    world.push("c", "v1", "image");

    Garbage garbage = world.mark(TAGGED);

    assertThat(garbage.tags()).isEmpty();
    assertThat(garbage.blobs()).isEmpty();
  }

  @Test
  void aLongChainOfAttachmentsToAndFroBetweenTwoRepositoriesIsFollowedInOneGo() {
    world.push("a", "v1", "image");
    String subject = "image";
    for (int i = 0; i < 8_000; i++) {
      world.manifest("proof " + i, "p");
      world.push(i % 2 == 0 ? "b" : "a", fallback(subject) + ".sig", "proof " + i);
      subject = "proof " + i;
    }

    Garbage garbage = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> world.mark(TAGGED));

    assertThat(garbage.tags()).isEmpty();
    assertThat(garbage.blobs()).containsExactly("payload", "signature");
  }

  @Test
  void aSubjectBySha512IsFoundByTheFirstHalfOfItsDigits() {
    world.manifest("sha512 image", "big").link("app", "sha512 image");
    world.push("app", fallback("sha512 image"), "signature");

    assertThat(world.mark(TAGGED).tags()).containsExactly("app:" + fallback("sha512 image"));

    world.push("app", "v2", "sha512 image");
    assertThat(world.mark(TAGGED).tags()).isEmpty();
  }

  @Test
  void aYoungAttachmentStays() {
    world.push("app", fallback("image") + ".sig", "signature").place("app").young.add("signature");

    assertThat(world.mark(TAGGED).tags()).isEmpty();
  }

  @Test
  void anAttachmentInADamagedRepositoryStays() {
    world.push("signatures", fallback("image") + ".sig", "signature");
    world.place("signatures").whole = Whole.DAMAGED;

    Garbage garbage = world.mark(TAGGED);

    assertThat(garbage.tags()).isEmpty();
    assertThat(garbage.blobs()).containsExactly("image", "layer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256-12", "v1", "sha256-.sig", "latest.sig"})
  void aTagThatOnlyLooksAlikeIsATag(String name) {
    world.push("app", name, "signature");

    assertThat(world.mark(TAGGED).tags()).isEmpty();
    assertThat(world.mark(TAGGED).manifests()).containsExactly("app@image");
  }

  @Test
  void theReferrersThatAFallbackIndexListsGoWithIt() {
    world.referrer("sbom", "image", "text").link("app", "sbom");
    world.manifest("list", "sbom").push("app", fallback("image"), "list");

    assertThat(world.mark(TAGGED).blobs())
        .containsExactly("image", "layer", "list", "payload", "sbom", "signature", "text");
  }
}
