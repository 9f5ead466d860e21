// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.registry.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/// The names by which a folder shows what it is.
final class Signs {
  private static final int LOOK_AT = 50;

  private Signs() {}

  static boolean blobsAndRepositories(Path folder) {
    return Files.isDirectory(folder.resolve("blobs"))
        || Files.isDirectory(folder.resolve("repositories"));
  }

  static boolean firstLayout(Path folder) {
    boolean repositories = Files.isDirectory(folder.resolve("repositories"));
    boolean images = Files.isDirectory(folder.resolve("images"));
    return images || (repositories && !Files.isDirectory(folder.resolve("blobs")));
  }

  /// A registry whose database or upstream knows more than its folders.
  static void refuseTruthElsewhere(Path root) {
    Path lock = root.resolve("docker/registry/lockfiles/database-in-use");
    if (named(lock)) {
      throw new Refused(
          "%s is a GitLab registry whose metadata lies in a database (%s says so), so its folders do not tell what is needed; use GitLab's own online garbage collection"
              .formatted(root, lock));
    }
    if (named(root.resolve("scheduler-state.json"))) {
      throw new Refused(
          "%s is a pull-through cache (scheduler-state.json lies beside docker/), which expires its content by itself; let it, or empty the folder while the cache is stopped"
              .formatted(root));
    }
  }

  /// Whether something is called so, also what leads nowhere; in doubt it is.
  private static boolean named(Path path) {
    try {
      Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException _) {
      return false;
    } catch (IOException _) {
      return !Files.isRegularFile(path.resolveSibling("."));
    }
  }

  /// Harbor's database alone knows what is tagged. Nothing in its storage says that it is Harbor's,
  /// but the folders that its installer makes beside it do.
  static void refuseUntaggedOfHarbor(Path root) {
    boolean harbor =
        Files.isDirectory(root.resolveSibling("job_logs"))
            && Files.isDirectory(root.resolveSibling("ca_download"));
    if (harbor) {
      throw new Refused(
          "%s is the storage of a Harbor (job_logs and ca_download lie beside it), whose tags are in its database, so what is untagged here may be tagged there; leave out --untagged, and remove tags in Harbor"
              .formatted(root));
    }
  }

  /// Kinds of registries that are not read yet, or are no registries.
  static void refuseOtherKinds(Path folder) {
    if (Files.exists(folder.resolve("oci-layout"))) {
      throw new Refused(
          "%s is an OCI image layout (it holds oci-layout), not a registry's storage; clean it with the tool that writes it"
              .formatted(folder));
    }
    if (toy(folder)) {
      throw new Refused(
          "%s is laid out like the experimental Go registry of docker-registry's contrib folder (repositories/…/tags), which no released registry reads; it is not cleaned"
              .formatted(folder));
    }
  }

  private static boolean toy(Path folder) {
    return Files.isDirectory(folder.resolve("_index"))
        || (Files.isDirectory(folder.resolve("images"))
            && someRepositoryHasTags(folder.resolve("repositories")));
  }

  private static boolean someRepositoryHasTags(Path repositories) {
    return folders(repositories).stream()
        .flatMap(namespace -> folders(namespace).stream())
        .anyMatch(
            repository ->
                Files.isDirectory(repository.resolve("tags"))
                    || Files.isDirectory(repository.resolve("_index")));
  }

  /// The first few folders in a folder; none when it cannot be read.
  static List<Path> folders(Path folder) {
    try (Stream<Path> names = Files.list(folder)) {
      return names.filter(Files::isDirectory).limit(LOOK_AT).toList();
    } catch (IOException | UncheckedIOException _) {
      return List.of();
    }
  }
}
