// SPDX-License-Identifier: Apache-2.0
package drclean.retention;

import java.time.Duration;
import java.util.List;

/// What a policy says that it does: tags of a repository, and the verdict that each must get.
public record Example(String name, String repo, List<Case> tags, List<String> inUse) {
  public Example {
    tags = List.copyOf(tags);
    inUse = List.copyOf(inUse);
    if (name.isBlank() || repo.isBlank()) {
      throw new IllegalArgumentException("a test needs a name and a repo");
    }
    if (tags.stream().map(Case::tag).distinct().count() != tags.size()) {
      throw new IllegalArgumentException("a tag is given twice");
    }
  }

  /// One tag: the name of its image, how long ago what happened to it, and what must become of it,
  /// because of what; an empty `because` is not looked at.
  public record Case(
      String tag,
      String image,
      Ago pushed,
      Ago pulled,
      Ago created,
      Expected expect,
      String because) {
    public Case {
      if (tag.isBlank() || image.isBlank()) {
        throw new IllegalArgumentException("a test's tag needs a name and an image");
      }
    }
  }

  /// How long ago something was.
  public sealed interface Ago {
    /// So long.
    record Known(Duration age) implements Ago {
      public Known {
        Amount.notNegative("a time ago", age);
      }
    }

    /// Nobody knows, or never.
    record Unknown() implements Ago {}
  }

  /// What becomes of a tag.
  public enum Expected {
    PROTECTED,
    KEEP,
    DELETE
  }
}
