// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Digests;
import drclean.registry.Doubt;
import drclean.registry.Finding;
import drclean.registry.Finding.Effect;
import drclean.registry.Finding.Kind;
import drclean.registry.Needs;
import drclean.registry.Repository;
import drclean.registry.Tagged;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Says in words what is wrong with images that tags need, and which tag it is that needs them.
final class V1Faults {
  private final Digests digests;
  private final Map<Integer, String> askers = new HashMap<>();

  /// Follows every tag once; the first to reach an image is named with it.
  V1Faults(Digests digests, List<Repository> repositories, Needs needs) {
    this.digests = digests;
    var next = new ArrayDeque<Integer>();
    var met = new BitSet();
    for (Repository repository : repositories) {
      for (Tagged tag : repository.tags()) {
        String title = repository.name() + ":" + tag.name();
        meet(tag.digest(), title, met, next);
        while (!next.isEmpty()) {
          needs.each(next.pop(), image -> meet(image, title, met, next));
        }
      }
    }
  }

  private void meet(int image, String title, BitSet met, ArrayDeque<Integer> next) {
    if (image != Digests.NONE && !met.get(image)) {
      met.set(image);
      askers.put(image, title);
      next.push(image);
    }
  }

  /// A tag that needs this image, in words.
  String needed(int image) {
    String asker = askers.get(image);
    return asker == null ? "" : asker + " needs it, and ";
  }

  /// What is wrong with an image whose needs are known nevertheless.
  Finding damage(V1Image image) {
    Digest id = digests.get(image.self());
    if (image.absent()) {
      return finding(
          Kind.MISSING, image, V1Paths.image(id), "its ancestry and its json are missing");
    }
    if (image.disagrees()) {
      String why = "its ancestry and its json name different parents";
      return finding(Kind.CORRUPT, image, V1Paths.file(id, "ancestry"), why);
    }
    String file = image.ancestry().whole() ? "json" : "ancestry";
    V1Named named = image.ancestry().whole() ? image.json() : image.ancestry();
    return finding(
        kind(named), image, V1Paths.file(id, file), "of its " + file + ": " + named.why());
  }

  /// An image of which it is not known what it needs; not even its folder may be there.
  Finding undecided(V1Image image, BitSet folders) {
    return folders.get(image.self()) ? undecided(image) : dangling(image);
  }

  private Finding dangling(V1Image image) {
    String id = digests.get(image.self()).toString();
    return new Finding(
        Kind.DANGLING,
        id,
        V1Paths.image(digests.get(image.self())),
        needed(image.self()) + "it is not there, so what it needs is not known",
        "%s, or add %s to keep only what other tags need"
            .formatted(again(id), Doubt.TAGS_DANGLE.option()),
        Effect.BLOCKS);
  }

  private Finding undecided(V1Image image) {
    String id = digests.get(image.self()).toString();
    String why =
        image.absent()
            ? "neither its ancestry nor its json is there, so what it needs is not known"
            : "neither its ancestry (%s) nor its json (%s) tells what it needs"
                .formatted(image.ancestry().why(), image.json().why());
    return new Finding(
        image.absent() ? Kind.MISSING : Kind.UNREADABLE,
        id,
        V1Paths.image(digests.get(image.self())),
        needed(image.self()) + why,
        again(id),
        Effect.BLOCKS);
  }

  private static Kind kind(V1Named named) {
    return switch (named.state()) {
      case ABSENT -> Kind.MISSING;
      case UNREADABLE -> Kind.UNREADABLE;
      case TORN, WHOLE -> Kind.CORRUPT;
    };
  }

  private Finding finding(Kind kind, V1Image image, String path, String why) {
    String id = digests.get(image.self()).toString();
    boolean rebuildable = kind == Kind.MISSING && path.endsWith("ancestry");
    String repair =
        rebuildable
            ? "its json still names its parent: write the ancestry anew from it, or push the image"
                + " again"
            : again(id);
    return new Finding(kind, id, path, needed(image.self()) + why, repair, Effect.DAMAGE);
  }

  private static String again(String id) {
    return "push %s again, or remove the tags that need it".formatted(id);
  }
}
