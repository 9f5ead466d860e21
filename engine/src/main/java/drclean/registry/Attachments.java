// SPDX-License-Identifier: Apache-2.0
package drclean.registry;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tags whose name says that they speak of another manifest: those of the OCI distribution
/// specification, "Referrers Tag Schema" (`sha256-…`, `sha512-…` cut to 64 digits), and cosign's
/// (`sha256-….sig`, `.att`, `.sbom`).
public final class Attachments {
  /// The subject of an attachment that speaks of nothing in this registry.
  public static final int ELSEWHERE = -1;

  private static final Pattern NAME =
      Pattern.compile("sha256-([0-9a-f]{64})(?:\\.(?:sig|att|sbom))?|sha512-([0-9a-f]{64})");

  private final Map<Integer, Map<Integer, Integer>> subjects = new TreeMap<>();
  private final Inventory inventory;
  private final BitSet linked = new BitSet();
  private Map<String, Integer> sha512 = Map.of();

  private Attachments(Inventory inventory) {
    this.inventory = inventory;
  }

  /// No attachments: every tag is a tag like any other.
  public static Attachments none(Inventory inventory) {
    return new Attachments(inventory);
  }

  /// All attachments of an inventory.
  public static Attachments of(Inventory inventory) {
    var attachments = new Attachments(inventory);
    attachments.read();
    return attachments;
  }

  /// All attachments of an inventory, where a subject counts as there also when only a tag or an
  /// index names it.
  public static Attachments ofAllNamed(Inventory inventory) {
    var attachments = new Attachments(inventory);
    if (inventory.repositories().stream()
        .flatMap(repository -> repository.tags().stream())
        .anyMatch(tag -> named(tag.name()))) {
      attachments.link();
      attachments.name();
    }
    attachments.read();
    return attachments;
  }

  private void name() {
    var ahead = new Ints();
    linked.stream().forEach(ahead::add);
    inventory.repositories().stream()
        .flatMap(repository -> repository.tags().stream())
        .filter(Tagged::readable)
        .forEach(tag -> ahead.add(tag.digest()));
    var walked = new BitSet();
    while (!ahead.isEmpty()) {
      int manifest = ahead.pop();
      if (!walked.get(manifest)) {
        walked.set(manifest);
        inventory.needs().eachManifest(manifest, ahead::add);
      }
    }
    linked.or(walked);
    prefixes();
  }

  /// Whether a tag of this name speaks of another manifest.
  public static boolean named(String tag) {
    return (tag.startsWith("sha256-") || tag.startsWith("sha512-")) && NAME.matcher(tag).matches();
  }

  /// What a tag of such a name speaks of, `sha256:…`; of one by sha512 the first half.
  public static String spelt(String tag) {
    Matcher name = match(tag);
    return name.group(1) == null ? "sha512:" + name.group(2) : "sha256:" + name.group(1);
  }

  private static Matcher match(String tag) {
    Matcher name = NAME.matcher(tag);
    if (!name.matches()) {
      throw new IllegalArgumentException("not an attachment: " + tag);
    }
    return name;
  }

  private void read() {
    for (int i = 0; i < inventory.repositories().size(); i++) {
      List<String> names =
          inventory.repositories().get(i).tags().stream().map(t -> t.name()).toList();
      for (int tag = 0; tag < names.size(); tag++) {
        if (named(names.get(tag))) {
          subjects.computeIfAbsent(i, _ -> new TreeMap<>()).put(tag, find(names.get(tag)));
        }
      }
    }
  }

  private int find(String tag) {
    if (linked.isEmpty()) {
      link();
    }
    Matcher name = match(tag);
    int subject =
        name.group(1) == null
            ? sha512.getOrDefault(name.group(2), Digests.NONE)
            : inventory.digests().find(new Digest("sha256", name.group(1)));
    return subject != Digests.NONE && linked.get(subject) ? subject : ELSEWHERE;
  }

  private void link() {
    for (Repository repository : inventory.repositories()) {
      for (int manifest : repository.manifests().digests()) {
        linked.set(manifest);
      }
    }
    prefixes();
  }

  private void prefixes() {
    if (inventory.repositories().stream()
        .flatMap(repository -> repository.tags().stream())
        .anyMatch(tag -> tag.name().startsWith("sha512-"))) {
      sha512 = new HashMap<>();
      linked.stream().forEach(this::prefix);
    }
  }

  private void prefix(int manifest) {
    Digest digest = inventory.digests().get(manifest);
    if (digest.algorithm().equals("sha512")) {
      sha512.put(digest.hex().substring(0, 64), manifest);
    }
  }

  /// Whether there are none.
  public boolean isEmpty() {
    return subjects.isEmpty();
  }

  /// The repositories that have attachments.
  public Iterable<Integer> repositories() {
    return subjects.keySet();
  }

  /// The places of the attachments among the tags of a repository.
  public Iterable<Integer> tags(int repository) {
    return subjects.getOrDefault(repository, Map.of()).keySet();
  }

  /// Whether a repository's tag at this place is an attachment.
  public boolean has(int repository, int tag) {
    return subjects.getOrDefault(repository, Map.of()).containsKey(tag);
  }

  /// The manifest that an attachment speaks of, or [#ELSEWHERE].
  public int subject(int repository, int tag) {
    return subjects.getOrDefault(repository, Map.of()).getOrDefault(tag, ELSEWHERE);
  }
}
