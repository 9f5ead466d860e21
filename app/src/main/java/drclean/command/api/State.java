// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import drclean.registry.Refused;
import drclean.remote.Address;
import drclean.run.Lease;
import drclean.run.Owner;
import drclean.storage.DiskStorage;
import drclean.storage.Storage;
import drclean.storage.StorageException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;

/// The folder in which this machine keeps what it must know of a registry that it reaches by its
/// API: first sights, runs, the lease. Each registry has a folder of its own in it.
///
/// @param root the folder of all registries
/// @param key the name of this registry's folder
public record State(Path root, String key) {
  static State of(Path root, Address address) {
    return new State(
        root.toAbsolutePath().normalize(),
        URLEncoder.encode(address.toString(), StandardCharsets.UTF_8));
  }

  /// Where this registry's folder is.
  public Path folder() {
    return root.resolve(key);
  }

  /// The folder of all registries, made where it is not there; nobody else may read it.
  Storage storage() {
    try {
      if (!Files.isDirectory(root)) {
        Files.createDirectories(
            root,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      return new DiskStorage(root);
    } catch (UnsupportedOperationException _) {
      throw new Refused(
          "%s lies where no rights can be set; name another by --state".formatted(root));
    } catch (IOException e) {
      throw new StorageException("make", root + " (see --state)", e);
    }
  }

  /// A path in the folder of this registry.
  String path(String name) {
    return key + "/" + name;
  }

  /// The right to change this registry from here, one at a time.
  public Lease lease(InstantSource clock) {
    return Lease.take(storage(), key, Owner.here(), clock);
  }
}
