// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import static org.assertj.core.api.Assertions.assertThat;

import drclean.layout.Manifest.Descriptor;
import drclean.layout.Manifest.Parsed;
import drclean.layout.Manifest.Role;
import drclean.registry.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final Digest A = new Digest("sha256", "a".repeat(64));
  private static final Digest B = new Digest("sha256", "b".repeat(64));
  private static final Digest C = new Digest("sha256", "c".repeat(64));

  private static Parsed parse(String json) {
    return Manifest.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static Manifest understood(String json) {
    return ((Parsed.Understood) parse(json)).manifest();
  }

  private static List<Digest> digests(Manifest manifest) {
    return manifest.needs().stream().map(Descriptor::digest).toList();
  }

  @Test
  void anImageNeedsItsConfigAndItsLayersButNotItsSubject() {
    Manifest manifest =
        understood(
            "{'config':{'digest':'%s','size':3},'layers':[{'digest':'%s'}],'subject':{'digest':'%s'}}"
                .formatted(A, B, C));

    assertThat(digests(manifest)).containsExactly(A, B);
    assertThat(manifest.needs().getFirst().size()).isEqualTo(3);
    assertThat(manifest.subject()).contains(C);
  }

  @Test
  void theFirstSchemaNamesItsLayersByBlobSum() {
    Manifest manifest =
        understood(
            "{'schemaVersion':1,'fsLayers':[{'blobSum':'%s'},{'blobSum':'%s'}]}".formatted(A, B));

    assertThat(digests(manifest)).containsExactly(A, B);
    assertThat(manifest.schema1()).isTrue();
  }

  @Test
  void whateverTheMediaTypeSaysAllReferenceFieldsCount() {
    Manifest manifest =
        understood(
            "{'mediaType':'application/vnd.docker.distribution.manifest.v2+json','config':{'digest':'%s'},'manifests':[{'digest':'%s'}],'blobs':[{'digest':'%s'}]}"
                .formatted(A, B, C));

    assertThat(digests(manifest)).containsExactly(A, B, C);
  }

  @Test
  void aFieldWrittenTwiceCountsTwice() {
    Manifest manifest =
        understood(
            "{'layers':[{'digest':'%s','digest':'%s'}],'layers':[{'digest':'%s'}]}"
                .formatted(A, B, C));

    assertThat(digests(manifest)).containsExactly(A, B, C);
  }

  @Test
  void aDigestInAFieldThatIsNotKnownYetIsKeptButMayBeAbsent() {
    Manifest manifest =
        understood("{'layers':[],'future':[{'inner':{'digest':'%s'}}]}".formatted(A));

    assertThat(manifest.needs()).containsExactly(new Descriptor(A, -1, Role.BLOB, true));
  }

  @Test
  void aLayerWithUrlsMayBeAbsent() {
    Manifest manifest =
        understood("{'layers':[{'digest':'%s','urls':['https://x']}]}".formatted(A));

    assertThat(manifest.needs().getFirst().mayBeAbsent()).isTrue();
  }

  @Test
  void aChildIsAManifestByItsMediaTypeAndALayerInABuildKitCacheIsNone() {
    Manifest manifest =
        understood(
            "{'manifests':[{'mediaType':'application/vnd.oci.image.manifest.v1+json','digest':'%s'},{'mediaType':'application/vnd.oci.image.layer.v1.tar+gzip','digest':'%s'},{'digest':'%s'}]}"
                .formatted(A, B, C));

    assertThat(manifest.needs().stream().map(Descriptor::role))
        .containsExactly(Role.CHILD, Role.BLOB, Role.PERHAPS_CHILD);
  }

  @Test
  void aReferenceThatIsNoDigestMakesTheManifestNotUnderstood() {
    for (String bad :
        List.of("sha256:../../etc", "", ":", "sha256:" + "A".repeat(64), "x".repeat(5000))) {
      assertThat(parse("{'layers':[{'digest':'%s'}]}".formatted(bad)))
          .isInstanceOf(Parsed.NotUnderstood.class);
    }
  }

  @Test
  void whatIsNoManifestIsNotUnderstood() {
    for (String bad :
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "{'layers':[",
            "{'layers':[]} x",
            "{'size':1}",
            "\u0000",
            "\uFEFF")) {
      assertThat(parse(bad)).as(bad).isInstanceOf(Parsed.NotUnderstood.class);
    }
  }

  @Test
  void fourMebibytesOfBracketsAreNotUnderstoodAndDoNoHarm() {
    assertThat(parse("[".repeat((4 << 20)))).isInstanceOf(Parsed.NotUnderstood.class);
    assertThat(parse("{'layers':" + "[".repeat((4 << 20) - 20)))
        .isInstanceOf(Parsed.NotUnderstood.class);
  }

  @Test
  void aHundredThousandLayersAreRead() {
    String layer = "{'digest':'%s','size':%d}".formatted(A, Long.MAX_VALUE);
    String many = "{'layers':[" + (layer + ",").repeat(99_999) + layer + "]}";

    assertThat(understood(many).needs()).hasSize(100_000);
  }

  @Test
  void aSizeBeyondAllNumbersIsNoSize() {
    assertThat(
            understood("{'layers':[{'digest':'%s','size':%s}]}".formatted(A, "9".repeat(40)))
                .needs()
                .getFirst()
                .size())
        .isNegative();
  }
}
