// SPDX-License-Identifier: Apache-2.0
package drclean.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
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
  void manyDigestsGetTheIntsThatEachOfThemGets() {
    var chance = new SplittableRandom(2);
    var usual = List.of(random(chance, "sha256", 32), random(chance, "sha256", 32));
    var mixed =
        List.of(random(chance, "sha512", 64), usual.getLast(), random(chance, "sha512", 64));
    var digests = new Digests("sha256");

    for (List<Digest> many : List.of(usual, mixed, List.<Digest>of())) {
      int[] ids = digests.intern(many);

      assertThat(ids).containsExactly(many.stream().mapToInt(digests::find).toArray());
    }
    assertThat(digests.size()).isEqualTo(4);
  }

  @Test
  void charactersBeyondLatinAreNoDigits() {
    assertThat(Digest.of("sha256", "a".repeat(63) + "\u0161")).isEmpty();
    assertThat(Digest.of("sha256", "a".repeat(63) + "？")).isEmpty();
    assertThat(Digests.pack("a".repeat(63) + "\u0161", new long[4], 0)).isFalse();
  }

  @Test
  void sixtyFourDigitsThatAreNotLowerHexAreNotPacked() {
    assertThat(Digests.pack("A".repeat(64), new long[4], 0)).isFalse();
    assertThat(Digests.pack("a".repeat(63), new long[4], 0)).isFalse();
    assertThat(Digests.pack("a".repeat(64), new long[4], 0)).isTrue();
  }
}
