// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.layout.Layout;
import drclean.layout.Means;
import drclean.registry.Digest;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.storage.Storage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// A registry that a run may change: where it lies, how it is read, what time it is, and in which
/// folder of the storage its quarantine lies.
public record Registry(
    Storage storage, Layout layout, Means means, InstantSource clock, String quarantine) {
  /// The folder that a quarantine has when nobody says otherwise.
  public static final String QUARANTINE = "dr-clean";

  Inventory survey() {
    return layout.survey(storage, means);
  }

  Layout.Awaited awaited(Inventory inventory, Instant since) {
    return layout.awaited(storage, means, inventory, since);
  }

  /// What the tag points at whose content lies at this path, if that can be told.
  Optional<Digest> target(String path) {
    return layout.target(storage, means, path);
  }

  String runs() {
    return quarantine + "/runs";
  }

  String folder(String run) {
    return runs() + "/" + run;
  }

  String plan(String run) {
    return folder(run) + "/plan.jsonl";
  }

  String done(String run) {
    return folder(run) + "/done.json";
  }

  /// Where a run keeps all that it moved: a tree for each kind of item, so that a tag and an entry
  /// of its history, or a link and debris beside it, never lie within each other.
  String moved(String run) {
    return folder(run) + "/moved";
  }

  /// Where a purge deletes what a run kept: what lies there is never given back.
  String deleted(String run) {
    return folder(run) + "/deleted";
  }

  String deleted(String run, Item item, String path) {
    return deleted(run) + "/" + item.kind() + "/" + path;
  }

  String moved(String run, Item item, String path) {
    return moved(run) + "/" + item.kind() + "/" + path;
  }

  String moved(String run, Item item) {
    return moved(run, item, layout.path(item));
  }

  boolean exists(String path) {
    return !storage.stat(path).absent();
  }

  /// Moves what a run has in quarantine to its place, past an empty folder that is in the way or an
  /// old rest of the same thing, which is kept in the same run.
  Back giveBack(String run, Item item, String path) {
    if (item instanceof Item.Index) {
      return new Listings(this, run).giveBack(path);
    }
    if (item instanceof Item.History(var repository, var tag, _)
        && !exists(layout.path(new Item.Tag(repository, tag)))) {
      return exists(moved(run, item, path)) ? Back.TOO_EARLY : Back.GONE;
    }
    Storage.Moved first = storage.moveBack(moved(run, item, path), path);
    boolean taken = first == Storage.Moved.TAKEN;
    return switch (taken ? new InTheWay(this).past(run, item, path) : first) {
      case DONE -> Back.DONE;
      case GONE -> Back.GONE;
      case TAKEN -> Back.TAKEN;
    };
  }

  /// How giving back ended.
  enum Back {
    DONE,
    /// It does not lie in this quarantine.
    GONE,
    /// Something lies at its place; both stay.
    TAKEN,
    /// The tag whose past it tells is not there. Its folder would be taken for a tag without a
    /// target, and be in the way of the tag.
    TOO_EARLY
  }
}
