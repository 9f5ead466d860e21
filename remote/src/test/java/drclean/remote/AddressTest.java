// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drclean.registry.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a text means as the address of a registry.
class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "registry.example,https://registry.example",
    "Registry.Example:5000,https://registry.example:5000",
    "registry.example/prefix/,https://registry.example/prefix",
    "http://registry.example/v2/,http://registry.example",
    "https://registry.example/a/v1/,https://registry.example/a",
    "HTTPS://registry.example//,https://registry.example",
    "https://[2001:db8::1]:5000,https://[2001:db8::1]:5000",
    "registry.example/v2beta,https://registry.example/v2beta",
  })
  void aTextNamesOneAddress(String text, String address) {
    assertThat(Address.parse(text).stream().map(Address::toString)).containsExactly(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:5000", "127.0.0.1", "[::1]:80", "my.localhost"})
  void aBareNameOfThisMachineMayMeanHttpAsWell(String text) {
    assertThat(Address.parse(text).stream().map(Address::scheme)).containsExactly("https", "http");
    assertThat(Address.parse(text)).allMatch(Address::loopback).allMatch(Address::confidential);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1.example", "localhost.example", "10.0.0.1", "notlocalhost", "[::2]"})
  void whatOnlyLooksLikeThisMachineDoesNot(String text) {
    assertThat(Address.parse(text).stream().map(Address::scheme)).containsExactly("https");
    assertThat(Address.parse("http://" + text)).noneMatch(Address::confidential);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "ftp://host",
        "https://",
        "https://host?x",
        "host#f",
        "://x",
        "https:/x",
        "host:0",
        "host:65536"
      })
  void whatIsNoAddressIsRefused(String text) {
    assertThatThrownBy(() -> Address.parse(text))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("https://host[:port][/prefix]");
  }

  @Test
  void aLoginInAnAddressIsRefusedAndNotRepeated() {
    for (String text :
        List.of("https://me:open sesame@host", "https://me:sesame@host", "me:sesame@host")) {
      assertThatThrownBy(() -> Address.parse(text))
          .isInstanceOf(Refused.class)
          .hasMessageNotContaining("sesame")
          .hasNoCause();
    }
  }
}
