// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import drclean.laws.WatchedStorage;
import drclean.layout.Layout;
import drclean.layout.Means;
import drclean.layout.V1;
import drclean.layout.V2;
import drclean.plan.Leaving;
import drclean.plan.Plan;
import drclean.plan.Planner;
import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.storage.MemoryStorage;
import drclean.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Tags leave, and come back.
class UntagTest {
  private static final Instant LONG_AGO = Instant.parse("2026-10-01T08:00:00Z");
  private static final Item.Tag LATEST = new Item.Tag("team/app", "latest");
  private static final Item.Tag V1_TAG = new Item.Tag("team/app", "v1");
  private static final String FIRST = "a".repeat(64);
  private static final String SECOND = "b".repeat(64);
  private static final Item NEW = new Item.Blob(Place.digest("new layer"));
  private static final Digest IMAGE = new Digest(Digest.V1, FIRST);

  private Instant now = LONG_AGO;
  private final MemoryStorage storage = new MemoryStorage(() -> now);

  private Registry registry(Storage through, Layout layout) {
    return new Registry(through, layout, Means.plain(), () -> now, Registry.QUARANTINE);
  }

  private void put(String path, String text) {
    storage.put(path, text.getBytes(UTF_8), now);
  }

  private String text(String path) {
    return storage
        .read(path, 1 << 16)
        .found()
        .map(content -> new String(content.bytes(), UTF_8))
        .orElse("(absent)");
  }

  /// A registry of the first layout: one image, tagged v1 and latest, with their metadata.
  private void pushFirst() {
    put("images/" + FIRST + "/json", "{\"id\":\"" + FIRST + "\"}");
    put("images/" + FIRST + "/ancestry", "[\"" + FIRST + "\"]");
    put("images/" + FIRST + "/layer", "layer");
    put("images/" + FIRST + "/_checksum", "[]");
    for (String tag : List.of("v1", "latest")) {
      put("repositories/team/app/tag_" + tag, FIRST);
      put("repositories/team/app/tag" + tag + "_json", "{}");
    }
    put("repositories/team/app/json", "{\"last_update\":1}");
    put("repositories/team/app/_index_images", "[{\"id\":\"" + FIRST + "\"}]");
    now = now.plus(Duration.ofDays(30));
  }

  private Outcome untag(Registry registry, Item.Tag tag, Digest target) {
    var leaving = List.of(new Leaving(tag, target, "a test", registry.layout().metadata(tag)));
    var plan = Planner.untag(registry.layout().name(), leaving, now, registry.layout()::path);
    try (var lease = lease()) {
      var manner = new Manner("untag", now.minus(Duration.ofDays(1)), Following.NOBODY);
      return Runner.execute(registry, lease, plan, manner);
    }
  }

  private Lease lease() {
    var where = new Lease.Place(storage, Registry.QUARANTINE + "/lease.json", () -> now);
    return Lease.take(where, Place.OWNER, _ -> true);
  }

  private Restore.Result restore(Registry registry, Selection selection) {
    try (var lease = lease()) {
      return Restore.restore(registry, lease, selection, Following.NOBODY);
    }
  }

  @Test
  void aTagOfTheFirstLayoutLeavesWithItsMetadataInTheServersOrder() {
    pushFirst();

    Outcome outcome = untag(registry(storage, new V1()), LATEST, IMAGE);

    assertThat(outcome.moved()).containsKeys("tag", "metadata");
    assertThat(outcome.moved()).containsEntry("metadata", new Plan.Total(2, 0));
    assertThat(text("repositories/team/app/taglatest_json")).isEqualTo("(absent)");
    assertThat(text("repositories/team/app/json")).isEqualTo("(absent)");
    assertThat(text("repositories/team/app/tag_v1")).isEqualTo(FIRST);
    assertThat(text("images/" + FIRST + "/layer")).isEqualTo("layer");
  }

  @Test
  void theMetadataComesBackWithItsTag() {
    pushFirst();
    var before = storage.everything().keySet();
    untag(registry(storage, new V1()), LATEST, IMAGE);

    restore(registry(storage, new V1()), Selection.tag("team/app", "latest"));

    assertThat(storage.everything().keySet()).containsAll(before);
    assertThat(text("repositories/team/app/json")).isEqualTo("{\"last_update\":1}");
  }

  @Test
  void aTagThatPointsElsewhereByNowStaysWithItsMetadata() {
    pushFirst();
    put("repositories/team/app/tag_latest", SECOND);

    Outcome outcome = untag(registry(storage, new V1()), LATEST, IMAGE);

    assertThat(outcome.elsewhere()).hasSize(1);
    assertThat(text("repositories/team/app/tag_latest")).isEqualTo(SECOND);
    assertThat(text("repositories/team/app/taglatest_json")).isEqualTo("{}");
    assertThat(text("repositories/team/app/json")).isEqualTo("{\"last_update\":1}");
  }

  @Test
  void aTagThatIsGoneByNowIsNoTrouble() {
    pushFirst();
    Registry registry = registry(storage, new V1());
    storage.delete("repositories/team/app/tag_latest");

    Outcome outcome = untag(registry, LATEST, IMAGE);

    assertThat(outcome.vanished()).isEqualTo(1);
    assertThat(outcome.elsewhere()).isEmpty();
  }

  @Test
  void aTagThatIsPushedAnewBetweenTheLookAndTheMoveGoesStraightBack() {
    var place = new Place();
    Digest old = place.push(V1_TAG, "config", "old layer");
    place.later(Duration.ofDays(30));
    Storage racing = pushBeforeTheMoveOfATag(place);
    var leaving = List.of(new Leaving(V1_TAG, old, "a test", List.of()));
    var plan = Planner.untag("v2", leaving, place.now, new V2()::path);
    Outcome outcome;

    try (var lease = place.lease(place.storage)) {
      outcome = Runner.execute(place.registry(racing), lease, plan, place.manner());
    }

    assertThat(outcome.elsewhere()).hasSize(1);
    assertThat(place.registry().target(Place.path(V1_TAG)))
        .contains(Place.digest(Place.manifest("config", "new layer")));
  }

  /// A storage through which a push slips in just before a tag is renamed.
  private static Storage pushBeforeTheMoveOfATag(Place place) {
    return new WatchedStorage(
        place.storage,
        (_, what) -> {
          if (what.startsWith("away ") && what.contains("/tags/") && !place.has(NEW)) {
            place.push(V1_TAG, "config", "new layer");
          }
        });
  }
}
