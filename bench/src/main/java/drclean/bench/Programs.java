// SPDX-License-Identifier: Apache-2.0
package drclean.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The programs that race: dr-clean by its launcher, Debian's docker-registry, and find.
record Programs(Path launcher) {
  static final String REGISTRY = "docker-registry";

  /// dr-clean with a cache folder of its own; an empty or missing one makes it a first run.
  Command drClean(Path cache, Object... words) {
    return Command.of(launcher).and(words).and("--cache", cache);
  }

  Command report(Path cache, Path root, Object... options) {
    return drClean(cache, "report", root, "--format", "json").and(options);
  }

  /// The registry's own collector, with a configuration written beside what it is to collect.
  static Command collect(Path scratch, Path root, Object... options) throws IOException {
    var config =
        """
        version: 0.1
        storage:
          filesystem:
            rootdirectory: "%s"
          delete:
            enabled: true
        """
            .formatted(root);
    var file = Files.writeString(scratch.resolve("config.yml"), config);
    return Command.of(REGISTRY, "garbage-collect").and(options).and(file);
  }

  static Command find(Path root) {
    return Command.of("find", root, "-type", "f");
  }

  static Command sha256sum(Path root) {
    return Command.shell(
        "find \"$1\" -path '*/blobs/*' -name data -print0 | xargs -0 -P\"$2\" sha256sum",
        root,
        Runtime.getRuntime().availableProcessors());
  }
}
