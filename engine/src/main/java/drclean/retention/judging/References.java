// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.registry.Digest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is in use, as references to images name it: tags, and digests whatever repository they are
/// pulled from; each with who uses it.
public record References(Map<Name, String> tags, Map<Digest, String> digests) {
  /// A tag by name.
  public record Name(String repository, String tag) {}

  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,999}");

  public References {
    tags = Map.copyOf(tags);
    digests = Map.copyOf(digests);
  }

  /// Reads one reference a line: `host/repo:tag`, `repo@digest`, a digest, or a repository for its
  /// `latest`; a name without a slash may mean `library/` as well. Empty lines and those that begin
  /// with `#` say nothing; what stands behind a blank says who uses it. `hosts` are other names of
  /// this registry. One line that is no reference makes the whole source silent.
  public static Told<References> read(Collection<String> lines, List<String> hosts) {
    var reader = new Reader(hosts, new HashMap<>(), new HashMap<>());
    for (String line : lines) {
      String[] words = line.strip().split("\\s+", 2);
      boolean speaks = !words[0].isEmpty() && !words[0].startsWith("#");
      if (speaks && !reader.read(words[0], words.length > 1 ? words[1] : words[0])) {
        String shown = words[0].substring(0, Math.min(80, words[0].length()));
        return Told.silent("\"%s\" is no reference to an image".formatted(shown));
      }
    }
    return Told.said(new References(reader.tags, reader.digests));
  }

  private record Reader(List<String> hosts, Map<Name, String> tags, Map<Digest, String> digests) {
    boolean read(String reference, String user) {
      if (!SHAPE.matcher(reference).matches()) {
        return false;
      }
      int scheme = reference.indexOf("://");
      String bare = scheme < 0 ? reference : reference.substring(scheme + 3);
      Optional<Digest> alone = Digest.parse(bare);
      int at = bare.indexOf('@');
      if (alone.isPresent()) {
        digests.put(alone.get(), user);
        return true;
      }
      return at < 0 ? tag(bare, user) : digest(bare.substring(0, at), bare.substring(at + 1), user);
    }

    private boolean digest(String name, String digest, String user) {
      Optional<Digest> parsed = Digest.parse(digest);
      parsed.ifPresent(d -> digests.put(d, user));
      boolean tagged = name.indexOf(':', name.lastIndexOf('/') + 1) >= 0;
      return parsed.isPresent() && (!tagged || tag(name, user));
    }

    private boolean tag(String reference, String user) {
      int colon = reference.indexOf(':', reference.lastIndexOf('/') + 1);
      String name = colon < 0 ? reference : reference.substring(0, colon);
      String tag = colon < 0 ? "latest" : reference.substring(colon + 1);
      if (name.isEmpty() || tag.isEmpty() || name.endsWith("/")) {
        return false;
      }
      tags.put(new Name(name, tag), user);
      String bare = withoutHost(name);
      tags.put(new Name(bare, tag), user);
      if (bare.indexOf('/') < 0) {
        tags.put(new Name("library/" + bare, tag), user);
      }
      return true;
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
