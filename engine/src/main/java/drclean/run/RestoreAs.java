// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Plan.Total;
import drclean.registry.Item;
import drclean.registry.Refused;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Gives back a tag under another name, with what the registry notes about it, and all that it
/// needs. What bears that name already is never replaced.
public final class RestoreAs {
  /// OCI distribution specification, "Pulling manifests": what a tag may be called.
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

  private final Registry registry;
  private final String run;

  private RestoreAs(Registry registry, String run) {
    this.registry = registry;
    this.run = run;
  }

  /// Gives back what a run took of this tag as a tag of the same repository with another name.
  public static Restore.Result restore(
      Registry registry, Lease lease, Chosen chosen, Following following) {
    lease.check();
    requireName(chosen.name());
    Item.Tag renamed = new Item.Tag(chosen.tag().repository(), chosen.name());
    new RestoreAs(registry, chosen.run()).restore(chosen.tag(), renamed);
    var recheck = Recheck.look(registry, lease, following.listener());
    new Removal(registry, lease).removeIfEmpty(chosen.run());
    return new Restore.Result(Map.of("tag", new Total(1, 0)), List.of(), recheck);
  }

  /// A tag in a run, and the name that it is to have.
  public record Chosen(String run, Item.Tag tag, String name) {}

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new Refused("'%s' cannot be the name of a tag".formatted(name));
    }
  }

  private void restore(Item.Tag tag, Item.Tag renamed) {
    String path = registry.layout().path(tag);
    String target = registry.layout().path(renamed);
    switch (registry.storage().moveBack(registry.moved(run, tag, path), target)) {
      case DONE -> notes(tag, renamed);
      case TAKEN ->
          throw new Refused(
              "there is a tag %s already, and nothing is replaced; choose another name"
                  .formatted(renamed.title()));
      case GONE -> throw new Refused("%s is not in the run %s".formatted(tag.title(), run));
    }
  }

  /// The tag's own notes come first among all; those of the repository stay.
  private void notes(Item.Tag tag, Item.Tag renamed) {
    List<Item.Metadata> old = registry.layout().metadata(tag);
    List<Item.Metadata> now = registry.layout().metadata(renamed);
    if (!old.isEmpty() && !now.isEmpty()) {
      String moved = registry.moved(run, old.getFirst(), old.getFirst().path());
      registry.storage().moveBack(moved, now.getFirst().path());
    }
  }
}
