// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import drclean.plan.Scope.Keep;
import drclean.storage.MemoryStorage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Law 5 for folders: a registry makes a folder and then writes into it, so one that is empty now
/// may be about to be filled.
class EmptyFolderLawTest {
  private static final String BACK = "back ";
  private static final String REMOVED = "rmdir ";
  private static final Pattern KEPT = Pattern.compile("dr-clean/runs/[^/]+/moved/[^/]+/(.+)");

  private final Set<String> made = new TreeSet<>();

  /// Cleans a random registry, and answers what it had before.
  private Map<String, Tree.Node> cleaned(World world) {
    made.clear();
    Cleaning cleaning = Cleaning.of(world, Keep.TAGGED);
    Map<String, Tree.Node> before = world.tree().files();
    if (!cleaning.steps().isEmpty()) {
      cleaning.scrub(cleaning.plan());
    }
    return before;
  }

  private WatchedStorage watched(World world) {
    return new WatchedStorage(world.storage(), (_, what) -> meanwhile(what, world.storage()));
  }

  /// Right before a thing goes back, the registry makes the folder that it will lie in.
  private void meanwhile(String what, MemoryStorage storage) {
    if (what.startsWith(BACK)) {
      String path = what.substring(BACK.length());
      if (storage.stat(path).absent() && folders(storage).contains(path)) {
        storage.makeFolder(path);
        made.add(path);
      }
    }
    if (what.startsWith(REMOVED)) {
      assertFalse(made.contains(what.substring(REMOVED.length())), what);
    }
  }

  /// The folders that are in quarantine, by where they lay.
  private static List<String> folders(MemoryStorage storage) {
    return storage.everything().entrySet().stream()
        .filter(kept -> kept.getValue().isEmpty())
        .map(kept -> KEPT.matcher(kept.getKey()))
        .filter(Matcher::matches)
        .map(kept -> kept.group(1))
        .toList();
  }

  @Test
  void aFolderThatIsBeingMadeWhereSomethingGoesBackToIsNotRemoved() {
    Seeds.each(
        60,
        seed -> {
          World world = World.of(seed, World.Health.WHOLE);
          Map<String, Tree.Node> before = cleaned(world);

          Cleaning.of(world, Keep.TAGGED).with(watched(world)).restore();

          var lost = new TreeSet<>(before.keySet());
          lost.removeAll(Tree.withQuarantine(world.storage()).files().keySet());
          assertEquals(Set.of(), lost);
        });
  }

  @Test
  void aFolderThatIsBeingMadeWhenAPurgeLooksIsNotRemoved() {
    Seeds.each(
        60,
        seed -> {
          World world = World.of(seed, World.Health.WHOLE);
          cleaned(world);
          for (String folder : folders(world.storage())) {
            if (world.storage().stat(folder).absent()) {
              world.storage().putFolder(folder, World.NOW.plus(Cleaning.HOLD));
              made.add(folder);
            }
          }

          Cleaning.of(world, Keep.TAGGED).after(Cleaning.HOLD).with(watched(world)).purge();

          Tree left = world.tree();
          made.removeIf(left::has);
          assertEquals(Set.of(), made);
        });
  }
}
