// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.registry.Digest;
import drclean.registry.Refused;
import drclean.storage.DiskStorage;
import drclean.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
  public record Result(List<Image> restored, List<Image> present) {}

  /// An image, where it lies, and how large its files are together.
  public record Image(String id, Path path, long bytes) {
    private static Image at(Path path) {
      try (Stream<Path> files = Files.list(path)) {
        return new Image(name(path), path, files.mapToLong(file -> file.toFile().length()).sum());
      } catch (IOException | UncheckedIOException e) {
        throw new Refused("%s cannot be read: %s".formatted(path, e.getMessage()));
      }
    }
  }

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
    return new OldImages(
        Stream.concat(Stream.of(folder), folders(folder).stream().filter(OldImages::cleaners))
            .flatMap(each -> folders(each).stream())
            .filter(image -> Digest.of(Digest.V1, name(image)).isPresent())
            .sorted()
            .toList());
  }

  private static boolean cleaners(Path folder) {
    return name(folder).startsWith("unused-images");
  }

  /// The folders in a folder; none where it cannot be read.
  private static List<Path> folders(Path folder) {
    try (Stream<Path> names = Files.list(folder)) {
      return names.filter(name -> Files.isDirectory(name, LinkOption.NOFOLLOW_LINKS)).toList();
    } catch (IOException | UncheckedIOException _) {
      return List.of();
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  /// All of them.
  public List<Image> images() {
    return images.stream().map(Image::at).toList();
  }

  /// Moves each back to its place; replaces nothing.
  public Result restore(Storage storage) {
    if (!(storage instanceof DiskStorage disk)) {
      throw new IllegalStateException("the original cleaner worked on disks");
    }
    Path place = disk.root().resolve("images");
    if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new Refused(
          "%s is no folder of its own, and images are given back only into the registry's own folders"
              .formatted(place));
    }
    var restored = new ArrayList<Image>();
    var present = new ArrayList<Image>();
    for (Image image : images()) {
      (move(image.path(), place.resolve(image.id())) ? restored : present).add(image);
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
