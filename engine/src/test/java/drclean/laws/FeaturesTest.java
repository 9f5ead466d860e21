// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import drclean.layout.V2;
import drclean.layout.V2World;
import drclean.plan.Scope;
import drclean.plan.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The random v2 registries are as odd as real ones: over the seeds that the laws are tried with,
/// every feature that a registry may have occurs.
class FeaturesTest {
  private static final int SEEDS = 100;

  private static final Map<String, Predicate<FilesV2>> FEATURES =
      Map.ofEntries(
          Map.entry(
              "nested index",
              each((files, text) -> index(text) && needs(files, text, FeaturesTest::index))),
          Map.entry("list", text("manifest.list.v2")),
          Map.entry("cache index", text("cacheconfig")),
          Map.entry("both fields", each((_, text) -> index(text) && text.contains("\"layers\":"))),
          Map.entry("schema1", text("\"schemaVersion\":1")),
          Map.entry("schema2", text("docker.distribution.manifest.v2")),
          Map.entry("artifact", text("oci.artifact.manifest")),
          Map.entry("subject", subject(true)),
          Map.entry("subject absent", subject(false)),
          Map.entry("subject in another repository alone", FeaturesTest::subjectElsewhere),
          Map.entry("fallback tag", tag("sha256-[0-9a-f]{64}")),
          Map.entry("cosign tag", tag("sha256-[0-9a-f]{64}\\.sig")),
          Map.entry("list of materials tag", tag("sha256-[0-9a-f]{64}\\.sbom")),
          Map.entry("fallback tag by sha512", tag("sha512-[0-9a-f]{64}")),
          Map.entry("alias", files -> !files.aliases.isEmpty()),
          Map.entry("foreign layer absent", text("\"urls\":")),
          Map.entry("sparse index", each((files, text) -> index(text) && absent(files, text))),
          Map.entry("unlinked child", FeaturesTest::unlinkedChild),
          Map.entry("signatures", any(repository -> !repository.signatures.isEmpty())),
          Map.entry("layer and manifest", FeaturesTest::layerAndManifest),
          Map.entry("tag without revision", FeaturesTest::tagWithoutRevision),
          Map.entry("revision without blob", FeaturesTest::revisionWithoutBlob),
          Map.entry(
              "tag without current", any(r -> !r.tags.keySet().containsAll(r.histories.keySet()))),
          Map.entry("old upload", any(repository -> repository.uploads.containsValue(true))),
          Map.entry("young upload", any(repository -> repository.uploads.containsValue(false))),
          Map.entry(
              "repository in another",
              files -> files.repositories.keySet().containsAll(Set.of("a", "a/b"))));

  /// What plans do, in each layout.
  private static final Set<String> STEPS =
      new TreeSet<>(
          Set.of(
              "v1 cut folder",
              "v1 move blob",
              "v1 move index",
              "v2 cut blob",
              "v2 cut folder",
              "v2 cut layer-link",
              "v2 move blob",
              "v2 move blob with debris alone",
              "v2 move debris",
              "v2 move debris with debris alone",
              "v2 move history",
              "v2 move layer-link",
              "v2 move layer-link with debris alone",
              "v2 move manifest-link",
              "v2 move tag",
              "v2 move upload"));

  private interface Manifest {
    boolean is(FilesV2 files, String text);
  }

  private static Predicate<FilesV2> each(Manifest manifest) {
    return files ->
        files.blobs.keySet().stream()
            .map(files::manifest)
            .anyMatch(text -> manifest.is(files, text));
  }

  private static Predicate<FilesV2> text(String part) {
    return each((_, text) -> text.contains(part));
  }

  private static Predicate<FilesV2> any(Predicate<FilesV2.Repository> repository) {
    return files -> files.repositories.values().stream().anyMatch(repository);
  }

  private static Predicate<FilesV2> tag(String form) {
    return any(r -> r.tags.keySet().stream().anyMatch(Pattern.compile(form).asMatchPredicate()));
  }

  private static boolean index(String text) {
    return text.contains("\"manifests\":");
  }

  private static boolean needs(FilesV2 files, String text, Predicate<String> what) {
    return V2World.partsOf(text).stream()
        .map(digest -> files.manifest(digest.toString()))
        .anyMatch(what);
  }

  private static boolean absent(FilesV2 files, String text) {
    return V2World.partsOf(text).stream()
        .anyMatch(digest -> !files.blobs.containsKey(digest.toString()));
  }

  private static Predicate<FilesV2> subject(boolean there) {
    return files ->
        files.blobs.keySet().stream()
            .map(files::subject)
            .anyMatch(subject -> !subject.isEmpty() && files.blobs.containsKey(subject) == there);
  }

  /// A tag that speaks of a manifest that its own repository does not link, and another does.
  private static boolean subjectElsewhere(FilesV2 files) {
    return any(r ->
            r.tags.keySet().stream()
                .filter(name -> name.startsWith("sha256-"))
                .map(name -> "sha256:" + name.substring(7, 71))
                .anyMatch(
                    subject ->
                        !r.revisions.containsKey(subject)
                            && any(other -> other.revisions.containsKey(subject)).test(files)))
        .test(files);
  }

  /// A child that its index alone names.
  private static boolean unlinkedChild(FilesV2 files) {
    return files.repositories.values().stream()
        .flatMap(repository -> repository.revisions.keySet().stream())
        .filter(digest -> index(files.manifest(digest)))
        .flatMap(digest -> files.needs(digest).stream())
        .filter(child -> !files.manifest(child).isEmpty())
        .anyMatch(child -> any(r -> r.revisions.containsKey(child)).negate().test(files));
  }

  private static boolean layerAndManifest(FilesV2 files) {
    return files.repositories.values().stream()
        .flatMap(repository -> repository.layers.keySet().stream())
        .anyMatch(layer -> any(r -> r.revisions.containsKey(layer)).test(files));
  }

  private static boolean tagWithoutRevision(FilesV2 files) {
    return any(r ->
            r.tags.values().stream()
                .anyMatch(
                    link ->
                        !r.revisions.containsKey(link.text())
                            && !files.manifest(link.text()).isEmpty()))
        .test(files);
  }

  private static boolean revisionWithoutBlob(FilesV2 files) {
    return any(r -> !files.blobs.keySet().containsAll(r.revisions.keySet())).test(files);
  }

  @Test
  void everyFeatureOfARegistryOccursInSomeOfThem() {
    var seen = new TreeSet<String>();
    var names = new TreeSet<String>();
    for (long seed = 0; seed < SEEDS; seed++) {
      for (World.Health health : World.Health.values()) {
        World world = World.of(seed, health);
        if (world.layout() instanceof V2) {
          Tree tree = world.tree();
          count(seen, new FilesV2(tree));
          debris(names, tree);
        }
      }
    }
    assertEquals(new TreeSet<>(FEATURES.keySet()), seen);
    assertEquals(Set.of("temporary file", "file of NFS", "empty folder"), names);
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfStepOccursInSomePlan(World.Health health) {
    var seen = new TreeSet<String>();
    for (long seed = 0; seed < 3 * SEEDS; seed++) {
      collect(seen, World.of(seed, health));
    }
    assertEquals(STEPS, seen);
  }

  private static void collect(Set<String> seen, World world) {
    for (Scope.Keep keep : Scope.Keep.values()) {
      for (Step step : Cleaning.of(world, keep).andEmptyRepositories().steps()) {
        seen.add("%s %s".formatted(world.layout().name(), words(world, step)));
      }
    }
  }

  private static String words(World world, Step step) {
    return switch (step) {
      case Step.Cut _ -> "cut " + step.item().kind();
      case Step.Move _ -> {
        var names = world.storage().list(step.path()).found().orElse(List.of());
        boolean debris = !names.isEmpty() && names.stream().allMatch(n -> n.endsWith(".tmp"));
        yield "move " + step.item().kind() + (debris ? " with debris alone" : "");
      }
    };
  }

  private static void count(Set<String> seen, FilesV2 files) {
    FEATURES.forEach(
        (feature, occurs) -> {
          if (!seen.contains(feature) && occurs.test(files)) {
            seen.add(feature);
          }
        });
  }

  private static void debris(Set<String> names, Tree tree) {
    tree.nodes()
        .forEach(
            (path, node) -> {
              if (path.endsWith(".tmp")) {
                names.add("temporary file");
              } else if (path.contains("/.nfs")) {
                names.add("file of NFS");
              } else if (!node.file()
                  && tree.nodes().keySet().stream().noneMatch(p -> p.startsWith(path + "/"))) {
                names.add("empty folder");
              }
            });
  }
}
