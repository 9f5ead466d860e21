// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.registry.Digest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is in use, as references to images name it: tags, and digests whatever repository they are
/// pulled from; each with who uses it.
public record References(Map<Name, String> tags, Map<Digest, String> digests, List<Reference> all) {
  /// A tag by name.
  public record Name(String repository, String tag) {}

  /// One of them as it is written, and all that it may name.
  public record Reference(String text, List<Name> tags, Optional<Digest> digest) {
    public Reference {
      tags = List.copyOf(tags);
    }
  }

  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,999}");

  public References {
    tags = Map.copyOf(tags);
    digests = Map.copyOf(digests);
    all = List.copyOf(all);
  }

  /// Reads one reference a line: `host/repo:tag`, `repo@digest`, a digest, or a repository for its
  /// `latest`; a name without a slash may mean `library/` as well. Empty lines and those that begin
  /// with `#` say nothing; what stands behind a blank says who uses it. `hosts` are other names of
  /// this registry. One line that is no reference makes the whole source silent.
  public static Told<References> read(Collection<String> lines, List<String> hosts) {
    var reader = new Reader(hosts, new HashMap<>(), new HashMap<>());
    var all = new ArrayList<Reference>();
    int number = 0;
    for (String line : lines) {
      number++;
      String[] words = line.strip().split("\\s+", 2);
      boolean speaks = !words[0].isEmpty() && !words[0].startsWith("#");
      if (speaks) {
        Optional<Reference> read = reader.read(words[0], words.length > 1 ? words[1] : words[0]);
        if (read.isEmpty()) {
          String shown = words[0].substring(0, Math.min(80, words[0].length()));
          return Told.silent(
              "line %d, \"%s\", is no reference to an image".formatted(number, shown));
        }
        all.add(read.get());
      }
    }
    return Told.said(new References(reader.tags, reader.digests, all));
  }

  private record Reader(List<String> hosts, Map<Name, String> tags, Map<Digest, String> digests) {
    Optional<Reference> read(String reference, String user) {
      if (!SHAPE.matcher(reference).matches()) {
        return Optional.empty();
      }
      int scheme = reference.indexOf("://");
      String bare = scheme < 0 ? reference : reference.substring(scheme + 3);
      Optional<Digest> alone = Digest.parse(bare);
      int at = bare.indexOf('@');
      if (alone.isPresent()) {
        digests.put(alone.get(), user);
        return Optional.of(new Reference(reference, List.of(), alone));
      }
      Optional<Digest> digest = at < 0 ? alone : Digest.parse(bare.substring(at + 1));
      digest.ifPresent(d -> digests.put(d, user));
      String name = at < 0 ? bare : bare.substring(0, at);
      boolean tagged = at < 0 || name.indexOf(':', name.lastIndexOf('/') + 1) >= 0;
      List<Name> names = tagged ? names(name) : List.of();
      names.forEach(one -> tags.put(one, user));
      boolean understood = (at < 0 || digest.isPresent()) && !(tagged && names.isEmpty());
      return understood ? Optional.of(new Reference(reference, names, digest)) : Optional.empty();
    }

    /// All that a reference by tag may name; nothing where it is none.
    private List<Name> names(String reference) {
      int colon = reference.indexOf(':', reference.lastIndexOf('/') + 1);
      String name = colon < 0 ? reference : reference.substring(0, colon);
      String tag = colon < 0 ? "latest" : reference.substring(colon + 1);
      if (name.isEmpty() || tag.isEmpty() || name.endsWith("/")) {
        return List.of();
      }
      String bare = withoutHost(name);
      var names = new ArrayList<Name>(List.of(new Name(name, tag), new Name(bare, tag)));
      if (bare.indexOf('/') < 0) {
        names.add(new Name("library/" + bare, tag));
      }
      return names;
    }

    private String withoutHost(String name) {
      for (String host : hosts) {
        if (name.startsWith(host + "/")) {
          return name.substring(host.length() + 1);
        }
      }
      int slash = name.indexOf('/');
      String first = slash < 0 ? "" : name.substring(0, slash);
      boolean host = first.equals("localhost") || first.contains(".") || first.contains(":");
      return host ? name.substring(slash + 1) : name;
    }
  }
}
