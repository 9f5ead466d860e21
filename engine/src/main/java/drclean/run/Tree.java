// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.storage.Answer;
import drclean.storage.Source;
import drclean.storage.Stat;
import java.util.List;

/// How many files a tree has and how large they are together; symbolic links are not followed.
record Tree(long files, long bytes) {
  static final Tree NONE = new Tree(0, 0);

  static Tree of(Source source, String path) {
    if (!(source.stat(path) instanceof Answer.Found<Stat>(var stat))) {
      return NONE;
    }
    if (stat.kind() != Stat.Kind.FOLDER) {
      return new Tree(1, stat.size());
    }
    return source.list(path).found().orElse(List.of()).stream()
        .map(name -> of(source, Source.join(path, name)))
        .reduce(NONE, Tree::plus);
  }

  Tree plus(Tree other) {
    return new Tree(files + other.files, bytes + other.bytes);
  }
}
