// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How names come into a path.
class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "v1.0_x-y~z,v1.0_x-y~z",
    "a?b,a%3Fb",
    "a#b,a%23b",
    "a%2Fb,a%252Fb",
    "a+b c,a%2Bb%20c",
    "é,%C3%A9",
    "...,...",
  })
  void aNameIsEncodedOnce(String name, String encoded) {
    assertThat(Names.segment(name)).contains(encoded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "/", "../", "a\\b"})
  void aNameThatWouldChangeThePathIsNone(String name) {
    assertThat(Names.segment(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a//b", "/a", "a/", "a/../b", "."})
  void aRepositoryThatWouldChangeThePathIsNone(String name) {
    assertThat(Names.repository(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", ".a", "-a", "a/b", "a?b", "a b"})
  void whatIsNoTagNamesNoManifest(String name) {
    assertThat(V2Manifests.path("team/app", name)).isEmpty();
  }
}
