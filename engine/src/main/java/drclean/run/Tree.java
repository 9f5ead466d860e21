// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.storage.Answer;
import drclean.storage.Source;
import drclean.storage.Stat;
import java.util.ArrayDeque;
import java.util.List;

/// How many files a tree has and how large they are together; symbolic links are not followed.
record Tree(long files, long bytes) {
  static final Tree NONE = new Tree(0, 0);

  /// Goes by a list of what is to be looked at, as a tree may be deeper than a stack.
  static Tree of(Source source, String path) {
    Tree tree = NONE;
    var open = new ArrayDeque<>(List.of(path));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (source.stat(next) instanceof Answer.Found<Stat>(var stat)) {
        if (stat.kind() == Stat.Kind.FOLDER) {
          source.list(next).found().orElse(List.of()).stream()
              .map(name -> Source.join(next, name))
              .forEach(open::push);
        } else {
          tree = tree.plus(new Tree(1, stat.size()));
        }
      }
    }
    return tree;
  }

  Tree plus(Tree other) {
    return new Tree(files + other.files, bytes + other.bytes);
  }
}
