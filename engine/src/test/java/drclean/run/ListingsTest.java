// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import drclean.layout.Means;
import drclean.layout.V1;
import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.storage.MemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A list of images loses what its plan showed and is not there, and nothing else.
class ListingsTest {
  private static final Instant NOW = Instant.parse("2026-10-01T08:00:00Z");
  private static final String LIST = "repositories/team/app/_index_images";
  private static final Digest SHOWN = image('1');
  private static final Digest OTHER = image('2');

  private final MemoryStorage storage = new MemoryStorage(() -> NOW);
  private final Registry registry =
      new Registry(storage, new V1(), Means.plain(), () -> NOW, Registry.QUARANTINE);

  ListingsTest() {
    String list = "[{\"id\": \"%s\"}, {\"id\": \"%s\"}]".formatted(SHOWN.hex(), OTHER.hex());
    storage.put(LIST, list.getBytes(UTF_8), NOW.minus(Duration.ofDays(30)));
  }

  private static Digest image(char digit) {
    return new Digest(Digest.V1, String.valueOf(digit).repeat(64));
  }

  private Listener.Result leave() {
    String run = "20261001T080000Z-scrub-000000";
    return new Listings(registry, run).leave(LIST, Set.of(SHOWN), NOW.minus(Duration.ofDays(1)));
  }

  private String list() {
    return new String(storage.read(LIST, 1 << 20).found().orElseThrow().bytes(), UTF_8);
  }

  @Test
  void whatVanishedSinceThePlanStaysOnTheList() {
    assertEquals(Listener.Result.MOVED, leave());

    assertEquals("[{\"id\": \"%s\"}]".formatted(OTHER.hex()), list());
  }

  @Test
  void whatIsThereAgainStaysOnTheList() {
    String before = list();
    storage.put(registry.layout().path(new Item.Blob(SHOWN)) + "/json", new byte[] {'{'}, NOW);

    assertEquals(Listener.Result.STAYED, leave());

    assertEquals(before, list());
  }
}
