// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import com.code_intelligence.jazzer.junit.FuzzTest;
import drclean.layout.Manifest.Parsed;
import java.util.Objects;

/// Any bytes get an answer. Runs the corpus in a test, and looks for new inputs under
/// `JAZZER_FUZZ=1`.
class ManifestFuzzTest {
  @FuzzTest(maxDuration = "30s")
  void anyBytesAreUnderstoodOrNot(byte[] bytes) {
    switch (Manifest.parse(bytes)) {
      case Parsed.Understood(var manifest) ->
          manifest.needs().forEach(need -> Objects.requireNonNull(need.digest()));
      case Parsed.NotUnderstood(var why) -> Objects.requireNonNull(why);
    }
  }
}
