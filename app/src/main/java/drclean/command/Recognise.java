// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.layout.V1;
import drclean.layout.V2;
import drclean.registry.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Finds out which registry a folder is. What is none, or one whose truth lies elsewhere, is
/// refused with a sentence that says what it is and what to do.
public final class Recognise {
  private static final Path V2_BASE = Path.of(V2.BASE);

  private Recognise() {}

  /// The registry at a folder, read by the layout that its names show.
  public static Place place(Path named) {
    Path folder = real(named);
    Neighbours.refuseInside(folder);
    refuseTruthElsewhere(named, folder);
    if (Files.isDirectory(folder.resolve(V2_BASE))
        || (folder.endsWith(V2_BASE) && Signs.blobsAndRepositories(folder))) {
      return new Place(root(folder), new V2());
    }
    Signs.refuseOtherKinds(folder);
    if (Signs.firstLayout(folder)) {
      return new Place(folder, new V1());
    }
    throw new Refused(Neighbours.sentence(folder));
  }

  /// The registry at a folder, read by the layout that the person says: `v1` or `v2`.
  public static Place place(Path named, String layout) {
    Path folder = real(named);
    Neighbours.refuseInside(folder);
    refuseTruthElsewhere(named, folder);
    refuseTheOther(folder, layout);
    return switch (layout) {
      case "v1" -> new Place(folder, new V1());
      case "v2" -> new Place(root(folder), new V2());
      default -> throw new IllegalArgumentException("no layout: " + layout);
    };
  }

  /// Who says the wrong layout is told what the folder really is.
  private static void refuseTheOther(Path folder, String layout) {
    boolean second = Files.isDirectory(root(folder).resolve(V2_BASE));
    boolean first = !folder.endsWith(V2_BASE) && Signs.firstLayout(folder);
    if (layout.equals("v1") && second && !first) {
      throw new Refused(
          "%s is a v2 registry (it holds %s), not a v1 one; leave out --layout v1"
              .formatted(root(folder), V2_BASE));
    }
    if (layout.equals("v2") && first && !second) {
      throw new Refused(
          "%s is a v1 registry (it holds images/ or repositories/, and no %s), not a v2 one; leave out --layout v2"
              .formatted(folder, V2_BASE));
    }
  }

  /// The registry's root may be known by its name alone, where a symbolic link lies below it.
  private static void refuseTruthElsewhere(Path named, Path folder) {
    Signs.refuseTruthElsewhere(root(folder));
    Signs.refuseTruthElsewhere(root(named.toAbsolutePath().normalize()));
  }

  /// The registry of the first layout at a folder, whose repositories lie in a folder of this name.
  public static Place withRepositoriesIn(Path named, String repositories) {
    Path folder = real(named);
    if (repositories.isEmpty() || repositories.contains("/") || repositories.startsWith(".")) {
      throw new Refused("'%s' is not the name of a folder of repositories".formatted(repositories));
    }
    if (Files.isDirectory(folder.resolve(V2_BASE))) {
      throw new Refused(
          "%s is a v2 registry; the name of the repositories can be given for v1 only"
              .formatted(folder));
    }
    return new Place(folder, new V1(repositories));
  }

  /// The root directory of a second registry of which either that or its inner folder is named.
  private static Path root(Path folder) {
    Path at = folder;
    for (int i = 0; folder.endsWith(V2_BASE) && i < V2_BASE.getNameCount(); i++) {
      Path parent = at.getParent();
      at = parent == null ? at : parent;
    }
    return at;
  }

  private static Path real(Path named) {
    if (!Files.exists(named)) {
      throw new Refused("%s does not exist; name the registry's root directory".formatted(named));
    }
    if (!Files.isDirectory(named)) {
      throw new Refused(
          "%s is a file; name the folder that the registry keeps its data in".formatted(named));
    }
    try {
      Path folder = named.toRealPath();
      requireReadable(folder);
      return folder;
    } catch (IOException e) {
      throw new Refused("%s cannot be reached: %s".formatted(named, e.getMessage()));
    }
  }

  /// A folder that is closed looks like one in which no registry lies.
  private static void requireReadable(Path folder) throws IOException {
    var ways = new ArrayList<Path>(List.of(folder));
    V2_BASE.forEach(name -> ways.add(ways.getLast().resolve(name)));
    for (Path way : ways) {
      if (Files.isDirectory(way) && !(Files.isReadable(way) && Files.isExecutable(way))) {
        throw new Refused(
            "which registry lies in %s cannot be seen: permission denied; run this as its owner, %s"
                .formatted(way, Files.getOwner(way)));
      }
    }
  }
}
