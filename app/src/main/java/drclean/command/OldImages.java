// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.registry.Digest;
import drclean.registry.Refused;
import drclean.storage.DiskStorage;
import drclean.storage.Storage;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The images in a folder that the original cleaner moved them to: `unused-imagesXXXX/<id>`, or a
/// folder of such folders. Anything else in it is left alone.
public final class OldImages {
  private final List<Path> images;

  /// What went back, and what stayed because the registry has it again.
  public record Result(List<String> restored, List<String> present) {}

  private OldImages(List<Path> images) {
    this.images = images;
  }

  /// Finds the images in a folder, for a registry of this layout.
  public static OldImages in(Path folder, String layout) {
    if (!layout.equals("v1")) {
      throw new Refused("the original cleaner knew v1 registries only, and this one is " + layout);
    }
    if (!Files.isDirectory(folder)) {
      throw new Refused(
          "%s is no folder; name one of the original cleaner's, such as /tmp/unused-imagesAb3x"
              .formatted(folder));
    }
    try (Stream<Path> found = Files.find(folder, 2, (path, _) -> image(folder, path))) {
      return new OldImages(found.sorted().toList());
    } catch (IOException e) {
      throw new Refused("%s cannot be read: %s".formatted(folder, e.getMessage()));
    }
  }

  private static boolean image(Path folder, Path path) {
    Path parent = path.getParent();
    boolean own =
        folder.equals(parent) || (parent != null && name(parent).startsWith("unused-images"));
    return own && Files.isDirectory(path) && Digest.of(Digest.V1, name(path)).isPresent();
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  /// The ids of the images.
  public List<String> ids() {
    return images.stream().map(OldImages::name).toList();
  }

  /// Moves each back to its place; replaces nothing.
  public Result restore(Storage storage) {
    if (!(storage instanceof DiskStorage disk)) {
      throw new IllegalStateException("the original cleaner worked on disks");
    }
    var restored = new ArrayList<String>();
    var present = new ArrayList<String>();
    for (Path image : images) {
      Path place = disk.root().resolve("images").resolve(name(image));
      (move(image, place) ? restored : present).add(name(image));
    }
    return new Result(restored, present);
  }

  private static boolean move(Path image, Path place) {
    if (Files.exists(place)) {
      return false;
    }
    try {
      Files.move(image, place, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (AtomicMoveNotSupportedException _) {
      throw new Refused(
          "%s lies on another file system than the registry; copy it to a folder beside the registry (cp -a) and name that one"
              .formatted(image));
    } catch (IOException e) {
      throw new Refused("%s cannot be moved to %s: %s".formatted(image, place, e.getMessage()));
    }
  }
}
