// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import static java.util.stream.Collectors.toCollection;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The truth about a v1 registry: images live when a tag, a young image, or a young index of a
/// repository names them, or an image that lives does so in its ancestry or as its parent.
final class TruthV1 implements Truth {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  private final Tree tree;

  TruthV1(Tree tree) {
    this.tree = tree;
  }

  private static List<String> ids(String text) {
    return ID.matcher(text).results().map(MatchResult::group).toList();
  }

  private Set<String> needs(String image) {
    var needs = new TreeSet<String>();
    for (String name : List.of("ancestry", "json")) {
      Tree.Node file = tree.nodes().get("images/" + image + "/" + name);
      if (file != null) {
        needs.addAll(ids(file.text()));
      }
    }
    return needs;
  }

  private Set<String> roots() {
    var roots = new TreeSet<String>();
    for (Map.Entry<String, Tree.Node> file : tree.files().entrySet()) {
      String path = file.getKey();
      boolean young = file.getValue().young();
      if (path.contains("/tag_") || (path.endsWith("/_index_images") && young)) {
        roots.addAll(ids(file.getValue().text()));
      }
      if (path.startsWith("images/") && young) {
        roots.addAll(ids(path));
      }
    }
    return roots;
  }

  @Override
  public Set<String> live() {
    Set<String> roots = roots();
    var live = new HashSet<String>();
    while (live.addAll(roots)) {
      live.forEach(image -> roots.addAll(needs(image)));
    }
    return live.stream().map(image -> "images/" + image).collect(toCollection(TreeSet::new));
  }

  @Override
  public Set<String> garbage() {
    var garbage = new TreeSet<String>();
    tree.files().keySet().stream()
        .filter(path -> path.startsWith("images/"))
        .map(Tree::parent)
        .forEach(garbage::add);
    garbage.removeAll(live());
    return garbage;
  }

  @Override
  public Set<String> dangling() {
    var dangling = new TreeSet<String>();
    for (Map.Entry<String, Tree.Node> file : tree.files().entrySet()) {
      if (file.getKey().contains("/tag_") || file.getKey().endsWith("/ancestry")) {
        ids(file.getValue().text()).stream()
            .filter(image -> !tree.has("images/" + image + "/json"))
            .forEach(image -> dangling.add(file.getKey() + " lacks image " + image));
      }
    }
    return dangling;
  }

  @Override
  public Set<String> orphaned() {
    return Set.of();
  }
}
