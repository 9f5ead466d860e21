// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Finding;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Look;
import drclean.storage.Source;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The storage of docker-registry, the Python server of the v1 protocol. An image is a blob that
/// needs its ancestors; a tag is the only thing that makes an image needed. Facts: registry v1
/// storage layout.
public final class V1 implements Layout {
  @Override
  public String name() {
    return "v1";
  }

  @Override
  public Inventory survey(Source source, Means means) {
    return V1Survey.of(source, means).inventory();
  }

  @Override
  public Look look(Source source, Means means, Inventory inventory, Candidates candidates) {
    return new V1Look(source, means, inventory, candidates).look();
  }

  @Override
  public String path(Item item) {
    return V1Paths.path(item);
  }

  @Override
  public Optional<Item> item(String path) {
    return V1Paths.item(path);
  }

  @Override
  public Optional<Digest> target(Source source, Means means, String path) {
    return V1Tags.target(source, path);
  }

  /// The tag's own, and for `latest` that of the repository.
  @Override
  public List<Item.Metadata> metadata(Item.Tag tag) {
    String folder = V1Paths.repository(tag.repository());
    var own = new Item.Metadata(Source.join(folder, V1Paths.metadata(tag.name())));
    return tag.name().equals("latest")
        ? List.of(own, new Item.Metadata(Source.join(folder, "json")))
        : List.of(own);
  }

  @Override
  public void validate(Source source, Means means, Depth depth, Consumer<Finding> found) {
    new V1Validation(source, means, depth).run(found);
  }
}
