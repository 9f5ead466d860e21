// SPDX-License-Identifier: Apache-2.0
package drclean.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DigestsTest {
  private static Digest random(SplittableRandom chance, String algorithm, int bytes) {
    byte[] content = new byte[bytes];
    chance.nextBytes(content);
    return new Digest(algorithm, HexFormat.of().formatHex(content));
  }

  @Test
  void aDigestKeepsItsIntAndComesBackForIt() {
    var digests = new Digests("sha256");
    var chance = new SplittableRandom(1);
    var ints = new HashMap<Digest, Integer>();
    for (int i = 0; i < 50_000; i++) {
      Digest digest = i % 7 == 0 ? random(chance, "sha512", 64) : random(chance, "sha256", 32);
      ints.put(digest, digests.intern(digest));
    }

    assertThat(digests.size()).isEqualTo(50_000);
    ints.forEach(
        (digest, id) -> {
          assertThat(digests.intern(digest)).isEqualTo(id);
          assertThat(digests.find(digest)).isEqualTo(id);
          assertThat(digests.get(id)).isEqualTo(digest);
        });
    assertThat(digests.find(random(chance, "sha256", 32))).isEqualTo(Digests.NONE);
  }

  @Test
  void theDigestOfZerosIsNotMistakenForAnUnusualOne() {
    var digests = new Digests("sha256");
    int unusual = digests.intern(new Digest("sha512", "0".repeat(128)));
    int zeros = digests.intern(new Digest("sha256", "0".repeat(64)));

    assertThat(zeros).isNotEqualTo(unusual);
    assertThat(digests.get(zeros).algorithm()).isEqualTo("sha256");
  }

  @Test
  void sixtyFourDigitsThatAreNotLowerHexAreNotPacked() {
    assertThat(Digests.pack("A".repeat(64), new long[4], 0)).isFalse();
    assertThat(Digests.pack("a".repeat(63), new long[4], 0)).isFalse();
    assertThat(Digests.pack("a".repeat(64), new long[4], 0)).isTrue();
  }
}
