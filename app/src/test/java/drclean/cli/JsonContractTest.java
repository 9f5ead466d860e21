// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drclean.real.Images;
import drclean.real.RealRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What scripts rely on: each command prints every name that `docs/json.md` tells, and no other.
class JsonContractTest {
  private static final Path CONTRACT = Path.of("../docs/json.md");
  private static final String BASE = "docker/registry/v2/";

  @TempDir private Path folder = Path.of("");
  private final TreeSet<String> printed = new TreeSet<>();
  private int worlds;

  private Typed world() {
    return Typed.atDemo(folder.resolve("world" + worlds++));
  }

  private Typed scrubbed() {
    Typed typed = world();
    typed.type("scrub ROOT --untagged --yes");
    return typed;
  }

  /// Types lines, of which those that ask for a document count.
  private void type(Typed typed, String... lines) {
    for (String line : lines) {
      printed.addAll(names(typed.type(line + " --format json").out()));
    }
  }

  /// The names of a command in the contract, each with those that it lies in.
  private static TreeSet<String> told(String command) throws IOException {
    String[] sections = Files.readString(CONTRACT).split("\n## ", -1);
    String section =
        Stream.of(sections).filter(s -> s.startsWith(command + "\n")).findFirst().orElseThrow();
    return section
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|", 3)[1])
        .flatMap(cell -> Pattern.compile("`([^`]+)`").matcher(cell).results())
        .map(MatchResult::group)
        .flatMap(name -> expanded(name.replace("`", "")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> expanded(String name) {
    int open = name.indexOf('{');
    if (open < 0) {
      return Stream.of(name);
    }
    int close = name.indexOf('}');
    return Stream.of(name.substring(open + 1, close).split(","))
        .flatMap(one -> expanded(name.substring(0, open) + one + name.substring(close + 1)));
  }

  private void printsWhatIsTold(String... commands) throws IOException {
    var told = new TreeSet<String>();
    for (String command : commands) {
      told.addAll(told(command));
    }
    TreeSet<String> untold = new TreeSet<>(printed);
    untold.removeIf(name -> told.stream().anyMatch(one -> within(name, one)));
    told.removeAll(printed);

    assertThat(untold).as("names that docs/json.md does not tell").isEmpty();
    assertThat(told).as("names that nothing prints").isEmpty();
  }

  /// Whether a name is this one of the contract, or what holds it.
  private static boolean within(String name, String told) {
    return (told + ".").startsWith(name + ".") || told.startsWith(name + "[]");
  }

  /// The names of all values in one document; fails when it is not whole, or not the only one.
  private static TreeSet<String> names(String json) {
    var names = new TreeSet<String>();
    int documents = 0;
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        String path = name(parser.streamReadContext().pathAsPointer().toString());
        documents += path.isEmpty() && (token.isStructStart() || token.isScalarValue()) ? 1 : 0;
        if (token == JsonToken.PROPERTY_NAME || (token.isScalarValue() && path.endsWith("[]"))) {
          names.add(path);
        } else if (token == JsonToken.START_ARRAY && !path.endsWith("[]")) {
          names.add(path + "[]");
        }
      }
    }
    assertThat(documents).as(json).isEqualTo(1);
    return names;
  }

  private static String name(String pointer) {
    return pointer
        .replaceAll("/\\d+", "[]")
        .replace("[][]", "[]")
        .replaceFirst("^/", "")
        .replace('/', '.')
        .replaceFirst("^(totals|moved)\\.[a-z-]+", "$1.KIND");
  }

  @Test
  void report() throws IOException {
    Typed typed = world();
    type(typed, "report ROOT", "report ROOT --untagged");
    write(typed.registry().resolve(BASE + blob(link(typed, "team/app", "1.1")) + "/data"), "{");
    type(typed, "report ROOT --cache " + folder.resolve("forgetful"));
    Files.move(typed.registry().resolve(BASE + "repositories"), folder.resolve("unmounted"));
    Files.createDirectory(typed.registry().resolve(BASE + "repositories"));
    type(typed, "report ROOT");

    printsWhatIsTold("report");
  }

  @Test
  void validate() throws IOException {
    Typed typed = world();
    type(typed, "validate ROOT");
    Files.delete(typed.registry().resolve(BASE + blob(link(typed, "team/app", "1.1")) + "/data"));
    type(typed, "validate ROOT");

    printsWhatIsTold("validate");
  }

  @Test
  void explain() throws IOException {
    type(world(), "explain ROOT team/app:1.1", "explain ROOT team/app:nothing");

    printsWhatIsTold("explain");
  }

  @Test
  void scrub() throws IOException {
    Typed typed = world();
    type(typed, "scrub ROOT --untagged --dry-run", "scrub ROOT --untagged --yes");
    needed(typed);
    inTheWay(typed);
    type(typed, "scrub ROOT --yes");

    printsWhatIsTold("scrub");
  }

  @Test
  void untag() throws IOException {
    Typed typed = scrubbed();
    type(typed, "untag ROOT --tags ** --keep-last 1 --dry-run --max-percent 100");
    needed(typed);
    inTheWay(typed);
    type(typed, "untag ROOT --tags ** --keep-last 1 --yes --max-percent 100");
    try (var registry = twoBuilds()) {
      type(typed, throughApi("untag", registry) + " --tags b* --older-than 0s --yes");
    }

    printsWhatIsTold("untag", "scrub");
  }

  /// Of two builds one has a name that stays.
  private RealRegistry twoBuilds() {
    var registry = RealRegistry.start(folder, RealRegistry.Cache.NONE);
    var images = Images.oci(1);
    registry.client().push(images.image(1), "team/app", "b1");
    var promoted = images.image(1);
    registry.client().push(promoted, "team/app", "b2");
    registry.client().push(promoted, "team/app", "prod");
    return registry;
  }

  private String throughApi(String command, RealRegistry registry) {
    return "%s %s --state %s%s"
        .formatted(
            command,
            registry.client().base(),
            folder.resolve("state"),
            command.equals("untag") ? " --max-percent 100" : "");
  }

  @Test
  void policies() throws IOException {
    Typed typed = world();
    String policy = policy("policy.yaml", "last: 1");
    String other = policy("other.yaml", "last: 2");
    type(typed, "policy explain %s ROOT team/app".formatted(policy));
    printsWhatIsTold("policy explain");

    printed.clear();
    type(typed, "policy diff %s %s ROOT".formatted(policy, other));
    printsWhatIsTold("policy diff");

    printed.clear();
    type(typed, "policy test " + policy);
    printsWhatIsTold("policy test");

    printed.clear();
    type(typed, "policy check " + policy, "policy check " + policy("wrong.yaml", "lats: 1"));
    printsWhatIsTold("policy check");
  }

  /// A policy with a test that fails and a rule that its author may not have meant.
  private String policy(String name, String keep) throws IOException {
    return Files.writeString(
            folder.resolve(name),
            """
            version: 1
            rules:
              - {name: all, tags: ["**"], keep: {%s}, delete: rest}
              - {name: none, tags: [b], except: [b], delete: rest}
            tests:
              - name: one
                repo: team/app
                tags: [{tag: a, pushed: 10d, expect: delete}]
            """
                .formatted(keep))
        .toString();
  }

  @Test
  void runs() throws IOException {
    Typed typed = scrubbed();
    type(typed, "runs ROOT");
    type(world(), "runs ROOT");

    printsWhatIsTold("runs");
  }

  @Test
  void restore() throws IOException {
    Typed typed = scrubbed();
    type(typed, "restore ROOT --dry-run");
    Path link = place(typed, "/moved/layer-link/");
    write(link.resolve("link"), "sha256:" + hex(link.toString()));
    type(typed, "restore ROOT --repository old/tool", "restore ROOT");
    try (var registry = twoBuilds()) {
      typed.type(throughApi("untag", registry) + " --tags b* --older-than 0s --yes");
      registry.garbageCollect();
      type(typed, throughApi("restore", registry));
    }

    printsWhatIsTold("restore");
  }

  @Test
  void purge() throws IOException {
    Typed typed = scrubbed();
    type(typed, "purge ROOT --dry-run --hold 0s");
    needed(typed);
    inTheWay(typed);
    type(typed, "purge ROOT --hold 0s --yes");
    type(scrubbed(), "purge ROOT --hold 0s --yes");

    printsWhatIsTold("purge");
  }

  @Test
  void twoDocumentsAreNotOne() {
    assertThatThrownBy(() -> names("{} {}")).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> names("{\"a\":")).isInstanceOf(RuntimeException.class);
  }

  /// The place of the first folder of a kind that a run moved.
  private static Path place(Typed typed, String kind) throws IOException {
    try (Stream<Path> all = Files.walk(typed.registry().resolve("dr-clean/runs"))) {
      String moved =
          all.map(path -> Objects.requireNonNull(path.getParent()) + "/" + path.getFileName())
              .filter(path -> path.contains(kind) && path.matches(".*/[0-9a-f]{64}"))
              .sorted()
              .findFirst()
              .orElseThrow();
      return typed.registry().resolve(moved.substring(moved.indexOf(BASE)));
    }
  }

  private static String link(Typed typed, String repository, String tag) throws IOException {
    return Files.readString(
        typed
            .registry()
            .resolve(BASE + "repositories/" + repository)
            .resolve("_manifests/tags/" + tag + "/current/link"));
  }

  private static String blob(String digest) {
    return "blobs/sha256/" + hex(digest).substring(0, 2) + "/" + hex(digest);
  }

  private static String hex(String path) {
    var hex = Pattern.compile("[0-9a-f]{64}$").matcher(path);
    assertThat(hex.find()).as(path).isTrue();
    return hex.group();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  /// A layer that a run moved is linked again.
  private static void needed(Typed typed) throws IOException {
    String hex = hex(place(typed, "/moved/layer-link/").toString());
    write(
        typed.registry().resolve(BASE + "repositories/new/_layers/sha256/" + hex + "/link"),
        "sha256:" + hex);
  }

  /// A manifest that a run moved is linked again, and a torn one lies at its place.
  private static void inTheWay(Typed typed) throws IOException {
    String hex = hex(place(typed, "/moved/manifest-link/").toString());
    write(
        typed
            .registry()
            .resolve(BASE + "repositories/new/_manifests/revisions/sha256/" + hex + "/link"),
        "sha256:" + hex);
    write(typed.registry().resolve(BASE + blob(hex) + "/data"), "{");
  }
}
