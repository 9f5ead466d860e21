// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import static drclean.layout.V1World.id;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import drclean.layout.Layout.Candidates;
import drclean.plan.Mark;
import drclean.plan.Scope.Keep;
import drclean.registry.Inventory;
import drclean.storage.Answer;
import drclean.storage.Content;
import drclean.storage.Source;
import drclean.storage.Stat;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A large registry: what it costs is counted in readings.
class V1ManyTest {
  private static final int REPOSITORIES = 2_000;
  private static final int TAGS = 10;
  private static final int IMAGES = 50;
  private static final int CHAIN = 7;

  @Test
  @DisplayName("52: of 100,000 images each ancestry is read once, and no layer at all")
  void eachAncestryIsReadOnce() {
    var source = new Arithmetic();
    var means = new Means(2, Memory.NONE, Means.Watch.NOBODY, Means.Pause.NONE);
    var layout = new V1();

    Inventory inventory = layout.survey(source, means);
    var unneeded = Mark.of(inventory, Keep.LINKED, Optional.empty());
    layout.look(source, means, inventory, new Candidates(unneeded, V1World.GRACE, V1World.UPLOADS));

    assertThat(inventory.blobs().cardinality()).isEqualTo(REPOSITORIES * IMAGES);
    assertThat(inventory.repositories()).hasSize(REPOSITORIES);
    assertThat(inventory.repositories().stream().mapToInt(r -> r.tags().size()).sum())
        .isEqualTo(REPOSITORIES * TAGS);
    assertThat(unneeded.blobs().cardinality()).isEqualTo(REPOSITORIES * (IMAGES - CHAIN - TAGS));
    assertThat(source.read).hasSize(REPOSITORIES * (2 * IMAGES + TAGS));
    assertThat(source.read.values().stream().filter(times -> times > 1)).isEmpty();
    assertThat(source.read.keySet()).noneMatch(path -> path.endsWith("/layer"));
  }

  /// In each repository a chain of seven images and tips on it; ten tips have a tag.
  private static final class Arithmetic implements Source {
    private final Map<String, Integer> read = new ConcurrentHashMap<>();
    private final Map<String, Integer> images = new HashMap<>();
    private final List<String> ids = new ArrayList<>();

    private Arithmetic() {
      for (int image = 0; image < REPOSITORIES * IMAGES; image++) {
        ids.add(id("image " + image));
        images.put(ids.getLast(), image);
      }
    }

    @Override
    public Answer<List<String>> list(String folder) {
      String[] names = folder.split("/");
      if (folder.equals("images")) {
        return new Answer.Found<>(ids);
      }
      if (names[0].equals("images")) {
        return new Answer.Found<>(List.of("json", "ancestry", "layer", "_checksum"));
      }
      return new Answer.Found<>(
          switch (names.length) {
            case 1 -> List.of("team");
            case 2 -> IntStream.range(0, REPOSITORIES).mapToObj(i -> "app" + i).toList();
            default -> IntStream.range(0, TAGS).mapToObj(i -> "tag_v" + i).toList();
          });
    }

    @Override
    public Answer<Content> read(String path, int limit) {
      read.merge(path, 1, Integer::sum);
      return new Answer.Found<>(new Content(text(path).getBytes(UTF_8), V1World.OLD));
    }

    private String text(String path) {
      String[] names = path.split("/");
      if (names[0].equals("repositories")) {
        int first = Integer.parseInt(names[2].substring("app".length())) * IMAGES + CHAIN;
        return ids.get(first + Integer.parseInt(names[3].substring("tag_v".length())));
      }
      List<String> chain = chain(images.getOrDefault(names[1], 0));
      return names[2].equals("ancestry")
          ? V1World.array(chain)
          : chain.size() == 1 ? "{}" : "{\"parent\":\"%s\"}".formatted(chain.get(1));
    }

    private List<String> chain(int image) {
      int first = image - image % IMAGES;
      var chain = new ArrayList<>(List.of(ids.get(image)));
      for (int below = Math.min(image % IMAGES, CHAIN) - 1; below >= 0; below--) {
        chain.add(ids.get(first + below));
      }
      return chain;
    }

    @Override
    public Answer<Stat> stat(String path) {
      String[] names = path.split("/");
      boolean folder = names.length < 3 || (names.length == 3 && names[0].equals("repositories"));
      boolean odd =
          path.endsWith("_inprogress")
              || path.endsWith("_index_images")
              || path.endsWith("_images_list");
      return odd
          ? new Answer.Absent<>()
          : new Answer.Found<>(
              new Stat(folder ? Stat.Kind.FOLDER : Stat.Kind.FILE, 10, V1World.OLD));
    }

    @Override
    public InputStream open(String path) {
      return new ByteArrayInputStream(new byte[0]);
    }
  }
}
