// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import java.util.Set;
import java.util.function.Consumer;

/// What a pull from one repository of a v2 registry would miss.
record Lacks(FilesV2 files, String name, FilesV2.Repository repository, Consumer<String> found) {
  void find() {
    repository.tags.forEach((tag, link) -> manifest("tag " + tag, link.text()));
    repository.revisions.keySet().forEach(this::revision);
    repository.layers.forEach((digest, link) -> content("layer link " + digest, link.text()));
    repository.histories.forEach((tag, entries) -> entries.forEach(entry -> history(tag, entry)));
  }

  private void history(String tag, String entry) {
    if (!repository.revisions.containsKey(entry)) {
      lack("history of " + tag, entry + " linked");
    }
  }

  private void manifest(String who, String digest) {
    content(who, digest);
    if (!repository.revisions.containsKey(digest)) {
      lack(who, digest + " linked");
    }
  }

  private void revision(String digest) {
    String who = "manifest " + digest;
    content(who, digest);
    Set<String> needs = files.needs(digest);
    for (String need : needs) {
      content(who, need);
      if (!repository.revisions.containsKey(need) && !repository.layers.containsKey(need)) {
        lack(who, need + " linked");
      }
    }
  }

  private void content(String who, String digest) {
    if (!files.blobs.containsKey(files.aliases.getOrDefault(digest, digest))) {
      lack(who, digest);
    }
  }

  private void lack(String who, String what) {
    found.accept(who + " in " + name + " lacks " + what);
  }
}
