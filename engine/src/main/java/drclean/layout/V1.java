// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Digests;
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
import java.util.function.Predicate;

/// The storage of docker-registry, the Python server of the v1 protocol. An image is a blob that
/// needs its ancestors; a tag is the only thing that makes an image needed. Facts: registry v1
/// storage layout.
public final class V1 implements Layout {
  /// The folder of the repositories, in almost every registry.
  public static final String REPOSITORIES = "repositories";

  private final V1Paths paths;

  /// The layout as the server writes it.
  public V1() {
    this(REPOSITORIES);
  }

  /// The layout with another name for the folder of the repositories.
  public V1(String repositories) {
    this.paths = new V1Paths(repositories);
  }

  private V1Files files(Source source, Means means, Digests digests) {
    return new V1Files(source, means, paths, digests);
  }

  @Override
  public String name() {
    return "v1";
  }

  @Override
  public Inventory survey(Source source, Means means) {
    return V1Survey.of(files(source, means, new Digests(Digest.V1))).inventory();
  }

  @Override
  public Look look(Source source, Means means, Inventory inventory, Candidates candidates) {
    return new V1Look(files(source, means, inventory.digests()), inventory, candidates).look();
  }

  @Override
  public Awaited awaited(Source source, Means means, Inventory inventory, Instant since) {
    return new V1Awaited(files(source, means, inventory.digests()), inventory).since(since);
  }

  @Override
  public Set<String> parts() {
    return Set.of("json", "ancestry", "layer", "_checksum");
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
    return V1Tags.target(source, path);
  }

  /// The tag's own, and for `latest` that of the repository.
  @Override
  public List<Item.Metadata> metadata(Item.Tag tag) {
    String folder = paths.repository(tag.repository());
    var own = new Item.Metadata(Source.join(folder, V1Paths.metadata(tag.name())));
    return tag.name().equals("latest")
        ? List.of(own, new Item.Metadata(Source.join(folder, "json")))
        : List.of(own);
  }

  @Override
  public Facts facts(Source source, Means means) {
    return new V1Facts(source);
  }

  @Override
  public Optional<byte[]> without(byte[] list, Predicate<Digest> gone) {
    return V1Index.without(list, gone);
  }

  @Override
  public boolean holds(byte[] list, byte[] other) {
    return V1Index.holds(list, other);
  }

  @Override
  public Inventory validate(Source source, Means means, Depth depth, Consumer<Finding> found) {
    return new V1Validation(files(source, means, new Digests(Digest.V1)), depth).run(found);
  }
}
