// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Plan;
import drclean.plan.Step;
import drclean.registry.Item;
import drclean.storage.Answer;
import drclean.storage.Source;
import drclean.storage.Stat;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a run keeps in quarantine: the steps of its plan, or, when the plan is lost, what its
/// folder shows.
final class Kept {
  private static final String DEBRIS = "debris";

  /// Referrers before what they refer to.
  private static final List<String> KINDS =
      List.of(
          "tag",
          "metadata",
          "history",
          "manifest-link",
          "layer-link",
          "upload",
          DEBRIS,
          "blob",
          "index");

  private final Registry registry;
  private final String run;

  private Kept(Registry registry, String run) {
    this.registry = registry;
    this.run = run;
  }

  /// The steps of a run, anew each time they are asked for.
  static Supplier<Stream<Step>> steps(Registry registry, String run) {
    return switch (PlanFile.open(registry, run)) {
      case PlanFile.Opened.Whole(Plan plan) ->
          () -> Stream.concat(plan.steps().get(), aside(registry, run));
      case PlanFile.Opened.Lost _ -> () -> shown(registry, run);
    };
  }

  /// The files that giving back has set aside into a run, which are not in its plan. An empty
  /// folder there is one that a move, which did not come to pass, has made.
  static Stream<Step> aside(Registry registry, String run) {
    if (!registry.exists(registry.moved(run) + "/" + DEBRIS)) {
      return Stream.empty();
    }
    Set<String> told;
    try (Stream<Step> planned = planned(registry, run)) {
      told =
          planned
              .filter(step -> step.item() instanceof Item.Debris)
              .map(Step::path)
              .collect(Collectors.toSet());
    } catch (PlanLines.NotWhole _) {
      return Stream.empty();
    }
    var kept = new Kept(registry, run);
    return kept.below(DEBRIS, "")
        .filter(step -> !kept.folder(registry.moved(run, step.item(), step.path())))
        .filter(step -> !within(step.path(), told))
        .map(step -> new Step.Move(step.item(), step.path(), step.bytes(), "it was in the way"));
  }

  private static boolean within(String path, Set<String> folders) {
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (folders.contains(path.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  /// The steps that the folder of a run shows.
  static Stream<Step> shown(Registry registry, String run) {
    return new Kept(registry, run).walk();
  }

  /// The steps of a run as its plan says them, read no further than they are asked for; none when
  /// the plan is lost.
  static Stream<Step> planned(Registry registry, String run) {
    try {
      return PlanLines.steps(registry.storage(), registry.plan(run), registry.quarantine());
    } catch (PlanLines.NotWhole _) {
      return Stream.empty();
    }
  }

  /// When the plan of a run was made, if that can be read.
  static Optional<Instant> made(Registry registry, String run) {
    String path = registry.plan(run);
    try (var lines = new PlanLines(registry.storage(), path, registry.quarantine())) {
      return Optional.of(Instant.parse(lines.header().getOrDefault("made", "")));
    } catch (PlanLines.NotWhole | DateTimeException _) {
      return Optional.empty();
    }
  }

  private Stream<Step> walk() {
    return KINDS.stream().flatMap(kind -> below(kind, ""));
  }

  private Stream<Step> below(String kind, String path) {
    String tree = registry.moved(run) + "/" + kind;
    String here = path.isEmpty() ? tree : Source.join(tree, path);
    Optional<Item> item = registry.layout().item(path).filter(found -> found.kind().equals(kind));
    if (item.isPresent()) {
      return Stream.of(step(item.get(), path));
    }
    List<String> names =
        folder(here) ? registry.storage().list(here).found().orElse(List.of()) : List.of();
    boolean leaf = names.isEmpty() && !path.isEmpty() && registry.exists(here);
    return leaf
        ? Stream.of(step(unnamed(kind, path), path))
        : names.stream().sorted().flatMap(name -> below(kind, Source.join(path, name)));
  }

  private static Item unnamed(String kind, String path) {
    return kind.equals("metadata") ? new Item.Metadata(path) : new Item.Debris(path);
  }

  private boolean folder(String path) {
    return registry.storage().stat(path) instanceof Answer.Found<Stat>(var stat)
        && stat.kind() == Stat.Kind.FOLDER;
  }

  private Step step(Item item, String path) {
    long bytes = Tree.of(registry.storage(), registry.moved(run, item, path)).bytes();
    return new Step.Move(item, path, bytes, "the plan of " + run + " is lost");
  }
}
