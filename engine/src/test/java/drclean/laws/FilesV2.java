// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import drclean.layout.V2;
import drclean.layout.V2World;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files of a v2 registry, sorted by what they are.
final class FilesV2 {
  private static final String DIGEST = "(sha256|sha512)/([0-9a-f]+)";
  private static final Pattern ANY = Pattern.compile("sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})");
  private static final Pattern BLOB = Pattern.compile("blobs/(sha256|sha512)/../([0-9a-f]+)/data");
  private static final Pattern REVISION = repository("_manifests/revisions/" + DIGEST + "/link");
  private static final Pattern SIGNATURE =
      repository("_manifests/revisions/" + DIGEST + "/signatures/" + DIGEST + "/link");
  private static final Pattern LAYER = repository("_layers/" + DIGEST + "/link");
  private static final Pattern LAYER_FOLDER = Pattern.compile("/_layers/" + DIGEST + "$");
  private static final Pattern TAG = repository("_manifests/tags/([^/]+)/current/link");
  private static final Pattern HISTORY =
      repository("_manifests/tags/([^/]+)/index/" + DIGEST + "/link");
  private static final Pattern UPLOAD = repository("(_uploads/[^/]+)/.+");

  /// What one repository has, each file by the digest or the name that it stands for.
  static final class Repository {
    final Map<String, Tree.Node> revisions = new TreeMap<>();
    final Map<String, Tree.Node> layers = new TreeMap<>();
    final Map<String, Tree.Node> tags = new TreeMap<>();
    final Map<String, Set<String>> histories = new TreeMap<>();
    final Map<String, Boolean> uploads = new TreeMap<>();
    final Map<String, Set<String>> signatures = new TreeMap<>();

    /// Whether something in it is not as a registry leaves it, and what it protects is not known. A
    /// link of a layer by sha256 protects nothing but what its place says, and a link of a manifest
    /// of the right length is not opened.
    boolean damaged() {
      return tags.values().stream().anyMatch(link -> !spells(link))
          || layers.entrySet().stream()
              .anyMatch(layer -> layer.getKey().startsWith("sha512") && !spells(layer.getValue()))
          || revisions.entrySet().stream()
              .anyMatch(r -> r.getValue().text().length() != r.getKey().length())
          || !tags.keySet().containsAll(histories.keySet());
    }
  }

  final Map<String, Tree.Node> blobs = new TreeMap<>();
  final Map<String, Repository> repositories = new TreeMap<>();
  final Map<String, String> aliases = new HashMap<>();

  /// Layers of which a link is being written, as it looks: a young folder that has no link.
  final Set<String> coming = new HashSet<>();

  FilesV2(Tree tree) {
    tree.files()
        .forEach(
            (path, file) ->
                file(path.substring(Math.min(path.length(), V2.BASE.length() + 1)), file));
    tree.nodes().forEach((path, node) -> coming(tree, path, node));
  }

  private void coming(Tree tree, String path, Tree.Node node) {
    Matcher m = LAYER_FOLDER.matcher(path);
    if (m.find() && node.young() && !tree.has(path + "/link")) {
      coming.add(m.group(1) + ":" + m.group(2));
    }
  }

  private static Pattern repository(String rest) {
    return Pattern.compile("repositories/(.+?)/" + rest);
  }

  static boolean spells(Tree.Node link) {
    return ANY.matcher(link.text()).matches();
  }

  private void file(String path, Tree.Node file) {
    Matcher m = BLOB.matcher(path);
    if (m.matches()) {
      blobs.put(m.group(1) + ":" + m.group(2), file);
    } else if ((m = TAG.matcher(path)).matches()) {
      in(m).tags.put(m.group(2), file);
    } else if ((m = HISTORY.matcher(path)).matches()) {
      in(m)
          .histories
          .computeIfAbsent(m.group(2), _ -> new HashSet<>())
          .add(m.group(3) + ":" + m.group(4));
    } else if ((m = UPLOAD.matcher(path)).matches()) {
      in(m).uploads.merge(m.group(2), file.time().isBefore(World.UPLOADS), Boolean::logicalAnd);
    } else if ((m = SIGNATURE.matcher(path)).matches()) {
      in(m)
          .signatures
          .computeIfAbsent(m.group(2) + ":" + m.group(3), _ -> new HashSet<>())
          .add(m.group(4) + ":" + m.group(5));
    } else {
      link(path, file);
    }
  }

  private void link(String path, Tree.Node file) {
    Matcher m = REVISION.matcher(path);
    if (m.matches()) {
      in(m).revisions.put(m.group(2) + ":" + m.group(3), file);
    } else if ((m = LAYER.matcher(path)).matches()) {
      String digest = m.group(2) + ":" + m.group(3);
      in(m).layers.put(digest, file);
      if (digest.startsWith("sha512") && spells(file)) {
        aliases.put(digest, file.text());
      }
    }
  }

  private Repository in(Matcher m) {
    return repositories.computeIfAbsent(m.group(1), _ -> new Repository());
  }

  /// The text of a manifest, when it is there and is what its digest says.
  String manifest(String digest) {
    Tree.Node blob = blobs.get(digest);
    boolean manifest =
        blob != null
            && (blob.text().startsWith("{\"schemaVersion\"")
                || blob.text().startsWith("{\"mediaType\""));
    return manifest && V2World.digest(blob.text()).toString().equals(digest) ? blob.text() : "";
  }

  /// What a manifest, or another name of content, refers to, without its subject.
  Set<String> needs(String digest) {
    String text = manifest(digest).replaceFirst(",\"subject\":\\{[^}]*}", "");
    var needs = new HashSet<String>();
    ANY.matcher(text).results().forEach(m -> needs.add(m.group()));
    if (aliases.containsKey(digest)) {
      needs.add(aliases.get(digest));
    }
    repositories.values().stream()
        .filter(repository -> repository.revisions.containsKey(digest))
        .map(repository -> repository.signatures.getOrDefault(digest, Set.of()))
        .forEach(needs::addAll);
    return needs;
  }

  /// The manifest that a manifest speaks of, or nothing.
  String subject(String digest) {
    String[] parts = manifest(digest).split("\"subject\":", -1);
    Matcher m = ANY.matcher(parts[parts.length - 1]);
    return parts.length > 1 && m.find() ? m.group() : "";
  }
}
