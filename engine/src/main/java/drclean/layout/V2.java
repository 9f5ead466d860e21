// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Finding;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Look;
import drclean.storage.Source;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The storage of Docker Registry 2.x and the CNCF distribution 3.x.
public final class V2 implements Layout {
  /// Where the registry's tree lies below its root directory.
  public static final String BASE = "docker/registry/v2";

  private final V2Paths paths;

  /// The layout of a registry whose root directory is the source's root.
  public V2() {
    this.paths = new V2Paths(BASE);
  }

  @Override
  public String name() {
    return "v2";
  }

  @Override
  public Inventory survey(Source source, Means means) {
    return new V2Survey(new V2Tables(source, paths, means)).survey();
  }

  @Override
  public Look look(Source source, Means means, Inventory inventory, Candidates candidates) {
    return new V2Look(new V2Tables(source, paths, means), inventory, candidates).look();
  }

  /// Links stand for what is there, and the survey has them all.
  @Override
  public Awaited awaited(Source source, Means means, Inventory inventory, Instant since) {
    return Awaited.nothing();
  }

  @Override
  public Set<String> parts() {
    return Set.of("data");
  }

  @Override
  public String path(Item item) {
    return paths.path(item);
  }

  @Override
  public Optional<Item> item(String path) {
    return paths.item(path);
  }

  @Override
  public Optional<Digest> target(Source source, Means means, String path) {
    return new V2LinkFile(new V2Tables(source, paths, means))
        .read(path + "/current/link")
        .found()
        .map(V2LinkFile.Link::digest);
  }

  /// None: the history of a tag lies in its own folder.
  @Override
  public List<Item.Metadata> metadata(Item.Tag tag) {
    return List.of();
  }

  @Override
  public Facts facts(Source source, Means means) {
    return new V2Facts(new V2Tables(source, paths, means));
  }

  @Override
  public Inventory validate(Source source, Means means, Depth depth, Consumer<Finding> found) {
    return new V2Validate(source, paths, means, found).validate(depth);
  }
}
