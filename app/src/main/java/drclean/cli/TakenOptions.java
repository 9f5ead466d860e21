// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.GiveWay;
import drclean.command.What;
import drclean.command.api.GivingBack;
import drclean.registry.Item;
import drclean.registry.Refused;
import drclean.run.Registry;
import drclean.run.Restore;
import drclean.run.RestoreAs;
import drclean.run.Runs;
import drclean.run.Selection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What is done about tags that point elsewhere by now.
final class TakenOptions {
  @Option(names = "--as", paramLabel = "NAME", description = "Give the --tag back under this name.")
  private @Nullable String as;

  @Option(
      names = "--force",
      description = "First remove, in a run of its own, the tag that is there now.")
  private boolean force;

  @Option(
      names = "--grace",
      paramLabel = "AGE",
      defaultValue = "24h",
      converter = Amounts.OfTime.class,
      description = "A tag that was pushed later stays despite --force (default: $KEEP, or 24h).")
  private Duration grace = Duration.ofDays(1);

  /// The same through an API.
  GivingBack.Meant meant(Optional<String> tag, Optional<String> run) {
    if (as != null && (tag.isEmpty() || force)) {
      throw new Misused("--as needs --tag, and --force excludes it");
    }
    if (force && tag.isEmpty() && run.isEmpty()) {
      throw new Misused("--force needs a RUN, or --tag");
    }
    if (as != null) {
      return new GivingBack.Meant.As(as);
    }
    return force ? new GivingBack.Meant.Force() : new GivingBack.Meant.Stay();
  }

  /// Whether these words fit the others.
  void check(Selection selection, Optional<String> tag) {
    if (as != null && (tag.isEmpty() || force)) {
      throw new Misused("--as needs --tag, and --force excludes it");
    }
    if (force && tag.isEmpty() && selection.run().isEmpty()) {
      throw new Misused("--force needs a RUN, or --tag");
    }
  }

  /// What is offered for a tag that stays, because another took its place.
  String offer() {
    return force ? "" : " (--as NAME, or --force)";
  }

  boolean renames() {
    return as != null;
  }

  /// Makes room where that was asked for; answers what is to be restored then.
  Selection makeRoom(Registry registry, Selection selection, Work work) {
    if (!force) {
      return selection;
    }
    Selection chosen = selection.of(run(registry, selection));
    GiveWay way = GiveWay.look(registry, chosen, grace);
    young(way).forEach(work.console()::say);
    way.run(work.lease(), work.following(0))
        .ifPresent(
            outcome ->
                work.talk()
                    .say(
                        work.console(),
                        "%s gave way, as run %s"
                            .formatted(
                                Human.count(outcome.total().count(), "item"), outcome.run())));
    return chosen;
  }

  /// What would leave, and what would stay in the way, in sentences.
  List<String> foresee(Registry registry, Selection selection) {
    if (!force) {
      return List.of();
    }
    GiveWay way = GiveWay.look(registry, selection.of(run(registry, selection)), grace);
    return Stream.concat(
            way.leaving().stream()
                .map(
                    leaving ->
                        "%s would give way, which points at %s"
                            .formatted(leaving.tag().title(), leaving.target())),
            young(way).stream())
        .toList();
  }

  private List<String> young(GiveWay way) {
    return way.young().stream()
        .map(
            tag ->
                "%s is not removed: it was pushed within the last %s (--grace)"
                    .formatted(tag.title(), Human.duration(grace)))
        .toList();
  }

  /// The run that was named, or the newest that has what was asked for.
  private static String run(Registry registry, Selection selection) {
    return selection
        .run()
        .or(
            () ->
                Runs.ids(registry).stream().filter(id -> has(registry, id, selection)).findFirst())
        .orElseThrow(() -> new Refused("nothing of this is in quarantine; see \"runs\""));
  }

  private static boolean has(Registry registry, String run, Selection selection) {
    try (var moves = Runs.moves(registry, run)) {
      return moves.anyMatch(move -> selection.wanted().test(move.item()));
    }
  }

  /// Gives the one tag back under its new name.
  int restore(Registry registry, Selection selection, Optional<String> asked, Work work) {
    String tag = asked.orElseThrow();
    if (as == null || !(What.of(tag) instanceof What.Named(var repository, var name))) {
      throw new IllegalStateException("not to be renamed: " + tag);
    }
    var chosen = new RestoreAs.Chosen(run(registry, selection), new Item.Tag(repository, name), as);
    Restore.Result result = RestoreAs.restore(registry, work.lease(), chosen, work.following(0));
    if (work.talk().format() == Format.json) {
      var object = new LinkedHashMap<String, Object>(RestoreCommand.facts(result));
      object.put("tag", repository + ":" + as);
      object.put("run", chosen.run());
      Json.print(work.console().out(), object);
    }
    OutcomeText.recheck(result.recheck()).forEach(work.console()::say);
    work.talk().say(work.console(), "gave back %s as %s:%s".formatted(tag, repository, as));
    return result.recheck().stuck().isEmpty() ? Exit.DONE.code : Exit.FINDINGS.code;
  }
}
