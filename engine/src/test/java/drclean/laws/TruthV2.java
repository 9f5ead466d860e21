// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import drclean.layout.V2;
import drclean.plan.Scope.Keep;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The truth about a v2 registry: what each repository reaches from its roots, until nothing new
/// lives.
final class TruthV2 implements Truth {
  private static final Pattern ATTACHMENT =
      Pattern.compile("sha256-([0-9a-f]{64})(\\.(sig|att|sbom))?");

  private final FilesV2 files;
  private final Keep keep;
  private final Set<String> bytes = new HashSet<>();
  private final Map<String, Set<String>> reached = new TreeMap<>();

  TruthV2(Tree tree, Keep keep) {
    this.files = new FilesV2(tree);
    this.keep = keep;
    young();
    int before = -1;
    while (before < bytes.size()) {
      before = bytes.size();
      files.repositories.forEach((name, repository) -> reached.put(name, reach(repository)));
      reached.values().forEach(bytes::addAll);
    }
  }

  private void young() {
    var young = new HashSet<>(files.coming);
    files.blobs.forEach((digest, data) -> add(young, digest, data));
    for (FilesV2.Repository repository : files.repositories.values()) {
      repository.layers.forEach((digest, link) -> add(young, digest, link));
      repository.revisions.forEach((digest, link) -> add(young, digest, link));
    }
    close(young, new FilesV2.Repository());
    bytes.addAll(young);
  }

  private static void add(Set<String> young, String digest, Tree.Node file) {
    if (file.young()) {
      young.add(digest);
    }
  }

  private Set<String> reach(FilesV2.Repository repository) {
    var all = new HashSet<String>();
    repository.tags.forEach((name, link) -> tag(all, repository, name));
    repository.revisions.forEach((digest, link) -> revision(all, digest, link));
    close(all, repository);
    boolean blind =
        all.stream()
            .anyMatch(
                digest ->
                    repository.revisions.containsKey(digest) && files.manifest(digest).isEmpty());
    if (blind || repository.damaged() || dangling(repository)) {
      repository.tags.values().forEach(link -> all.add(link.text()));
      all.addAll(repository.revisions.keySet());
      all.addAll(repository.layers.keySet());
      close(all, repository);
    }
    return all;
  }

  private boolean dangling(FilesV2.Repository repository) {
    return repository.tags.entrySet().stream()
        .anyMatch(
            tag ->
                root(repository, tag.getKey()) && files.manifest(tag.getValue().text()).isEmpty());
  }

  private void tag(Set<String> all, FilesV2.Repository repository, String name) {
    if (root(repository, name)) {
      all.add(repository.tags.get(name).text());
    }
  }

  /// Whether a tag speaks for itself, or of what lives or lies elsewhere.
  private boolean root(FilesV2.Repository repository, String name) {
    Matcher m = ATTACHMENT.matcher(name);
    if (keep == Keep.LINKED || !m.matches()) {
      return true;
    }
    Tree.Node link = repository.tags.get(name);
    Tree.Node manifest = repository.revisions.get(link.text());
    String subject = "sha256:" + m.group(1);
    return bytes.contains(subject)
        || link.young()
        || (manifest != null && manifest.young())
        || files.repositories.values().stream().noneMatch(r -> r.revisions.containsKey(subject));
  }

  private void revision(Set<String> all, String digest, Tree.Node link) {
    if (keep == Keep.LINKED || link.young() || files.manifest(digest).isEmpty()) {
      all.add(digest);
    }
  }

  private void close(Set<String> all, FilesV2.Repository repository) {
    int before = -1;
    while (before < all.size()) {
      before = all.size();
      Set.copyOf(all).forEach(digest -> all.addAll(files.needs(digest)));
      if (keep == Keep.TAGGED) {
        repository.revisions.keySet().stream()
            .filter(r -> all.contains(files.subject(r)))
            .forEach(all::add);
      }
    }
  }

  @Override
  public Set<String> live() {
    var live = new TreeSet<String>();
    files.blobs.keySet().stream().filter(bytes::contains).map(TruthV2::blob).forEach(live::add);
    files.repositories.forEach((name, repository) -> live(live, name, repository));
    return live;
  }

  private void live(Set<String> live, String name, FilesV2.Repository repository) {
    String base = V2.BASE + "/repositories/" + name + "/";
    for (String link : repository.revisions.keySet()) {
      if (reached.get(name).contains(link)) {
        live.add(revision(name, link));
        repository.histories.forEach(
            (tag, of) -> history(live, base + "_manifests/tags/" + tag, of.contains(link), link));
      }
    }
    repository.layers.forEach(
        (digest, link) -> {
          boolean content =
              reached.get(name).contains(digest) || reached.get(name).contains(link.text());
          if (content || link.young()) {
            live.add(base + "_layers/" + folders(digest));
          }
        });
    repository.tags.keySet().stream()
        .filter(t -> lives(name, repository, t))
        .forEach(t -> live.add(base + "_manifests/tags/" + t));
    repository.uploads.forEach(
        (upload, old) -> {
          if (!old) {
            live.add(base + upload);
          }
        });
  }

  private static void history(Set<String> live, String tag, boolean has, String digest) {
    if (has) {
      live.add(tag + "/index/" + folders(digest));
    }
  }

  private boolean lives(String name, FilesV2.Repository repository, String tag) {
    return root(repository, tag)
        || reached.get(name).containsAll(repository.revisions.keySet()) && repository.damaged();
  }

  @Override
  public Set<String> garbage() {
    var all = new TreeSet<String>();
    files.blobs.keySet().forEach(digest -> all.add(blob(digest)));
    files.repositories.forEach(
        (name, repository) -> {
          String base = V2.BASE + "/repositories/" + name + "/";
          repository.revisions.keySet().forEach(digest -> all.add(revision(name, digest)));
          repository
              .layers
              .keySet()
              .forEach(digest -> all.add(base + "_layers/" + folders(digest)));
          repository.tags.keySet().forEach(tag -> all.add(base + "_manifests/tags/" + tag));
          repository.uploads.keySet().forEach(upload -> all.add(base + upload));
        });
    all.removeAll(live());
    return all;
  }

  @Override
  public Set<String> dangling() {
    var dangling = new TreeSet<String>();
    files.repositories.forEach(
        (name, repository) -> new Lacks(files, name, repository, dangling::add).find());
    return dangling;
  }

  @Override
  public Set<String> orphaned() {
    var orphaned = new TreeSet<String>();
    files.repositories.forEach(
        (name, repository) ->
            repository.revisions.keySet().stream()
                .filter(
                    r ->
                        !files.subject(r).isEmpty()
                            && !repository.revisions.containsKey(files.subject(r)))
                .forEach(r -> orphaned.add(revision(name, r))));
    return orphaned;
  }

  private static String folders(String digest) {
    return digest.replace(':', '/');
  }

  private static String revision(String repository, String digest) {
    return V2.BASE + "/repositories/" + repository + "/_manifests/revisions/" + folders(digest);
  }

  private static String blob(String digest) {
    String hex = digest.substring(digest.indexOf(':') + 1);
    return V2.BASE
        + "/blobs/"
        + digest.replace(":" + hex, "")
        + "/"
        + hex.substring(0, 2)
        + "/"
        + hex;
  }
}
