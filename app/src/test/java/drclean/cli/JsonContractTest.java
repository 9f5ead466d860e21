// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What scripts rely on: names in the JSON of a report never go away.
class JsonContractTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void reportHasEveryNameOfTheContract() {
    String json = Typed.atDemo(folder).type("report ROOT --format json").out();

    assertThat(json)
        .contains(
            "\"layout\" : \"v2\"", "\"repositories\" : 3", "\"tags\" : 5", "\"manifests\" : 6");
    assertThat(paths(json))
        .contains(
            "layout",
            "repositories",
            "tags",
            "manifests",
            "blobs.count",
            "blobs.bytes",
            "garbage.blobs.count",
            "garbage.blobs.bytes",
            "garbage.manifests.count",
            "garbage.links.bytes",
            "garbage.uploads.count",
            "young.blobs.count",
            "quarantine.runs",
            "quarantine.items",
            "quarantine.bytes",
            "findings",
            "perRepository.name",
            "perRepository.tags",
            "perRepository.manifests",
            "perRepository.untagged",
            "perRepository.bytes",
            "perRepository.exclusiveBytes",
            "perRepository.reclaimableBytes",
            "perRepository.lastPush");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "validate ROOT",
        "explain ROOT team/app:1.1",
        "scrub ROOT --dry-run",
        "scrub ROOT --yes",
        "untag ROOT --keep-last 1 --dry-run --max-percent 100",
        "untag ROOT --keep-last 1 --yes --max-percent 100",
        "runs ROOT",
        "restore ROOT",
        "restore ROOT --dry-run",
        "purge ROOT --dry-run",
        "purge ROOT --yes"
      })
  void everyCommandWritesOneWholeDocument(String line) {
    String json = Typed.atDemo(folder).type(line + " --format json").out();

    assertThat(paths(json)).isNotEmpty();
  }

  /// The names of all values in a document; fails when it is not whole.
  private static List<String> paths(String json) {
    var paths = new ArrayList<String>();
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.PROPERTY_NAME) {
          String path = parser.streamReadContext().pathAsPointer().toString();
          paths.add(path.substring(1).replaceAll("/\\d+/", ".").replace('/', '.'));
        }
      }
    }
    return paths;
  }
}
