// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digests;
import drclean.registry.Finding;
import drclean.registry.Needs;
import drclean.registry.Sizes;
import drclean.storage.Source;
import java.util.BitSet;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What the parts of one survey of a v2 registry fill together, from several threads.
final class V2Tables {
  final Source source;
  final V2Paths paths;
  final Means means;
  final Digests digests = new Digests("sha256");
  final Needs needs = new Needs();
  final Sizes sizes = new Sizes();
  final Queue<Finding> findings = new ConcurrentLinkedQueue<>();
  final BitSet unreadable = new BitSet();
  private final BitSet firstSchema = new BitSet();

  V2Tables(Source source, V2Paths paths, Means means) {
    this.source = source;
    this.paths = paths;
    this.means = means;
  }

  void unreadable(int manifest) {
    synchronized (unreadable) {
      unreadable.set(manifest);
    }
  }

  void firstSchema(int manifest) {
    synchronized (firstSchema) {
      firstSchema.set(manifest);
    }
  }

  /// The manifests of schema 1 that were read.
  BitSet firstSchema() {
    return firstSchema;
  }

  void note(Finding.Kind kind, String item, String path, String why) {
    found(new Finding(kind, item, path, why, "nothing needs to be done", Finding.Effect.NOTE));
  }

  void found(Finding finding) {
    findings.add(finding);
  }
}
