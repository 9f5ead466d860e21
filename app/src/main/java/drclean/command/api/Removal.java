// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import drclean.command.Charter;
import drclean.command.Opinion;
import drclean.command.Untag;
import drclean.layout.Means;
import drclean.plan.Plan;
import drclean.plan.Plan.Total;
import drclean.plan.Step;
import drclean.remote.Answer;
import drclean.remote.Stored;
import drclean.run.Lease;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// The removal of tags that a policy lets go, through an API: planned, and ready to be run.
///
/// @param behind what goes besides, after the tags
/// @param doubts what cannot be known
public record Removal(
    Survey survey, Untag untag, Set<Way> ways, List<Saved> behind, List<String> doubts) {
  /// Who follows a run: who is told how far it is, and whether they asked it to stop.
  public record Following(Means.Watch watch, BooleanSupplier interrupted) {}

  /// What a run did.
  ///
  /// @param refusal why it stopped on the way
  /// @param stopped whether somebody asked it to stop
  /// @param requests how many it sent once all was saved, but for those that looked at the other
  ///   tags of a repository again
  public record Outcome(
      SavedRun run, List<Fate> fates, Optional<String> refusal, boolean stopped, long requests) {
    /// How many tags had this fate.
    public long count(Fate.Kind kind) {
      return fates.stream().filter(fate -> fate.kind() == kind).count();
    }
  }

  /// What is to be looked at, and how far to go.
  public record Asked(Charter charter, Survey.Asked survey, Set<Way> ways) {
    public Asked {
      ways = Set.copyOf(ways);
    }
  }

  /// Looks, judges and plans; changes nothing.
  public static Removal look(Afar afar, Asked asked, Means.Watch watch) {
    Untag.refusePressure(asked.charter());
    Survey survey = Survey.of(afar, asked.survey(), watch);
    var lying = new Untag.Lying(afar.api()::path, _ -> List.of());
    Untag untag = Untag.of(survey.judge(asked.charter()), asked.survey().repositories(), lying);
    Behind.Found found =
        asked.ways().contains(Way.MANIFESTS) && afar.api() instanceof SecondApi second
            ? Behind.of(survey, second, untag)
            : Behind.Found.NOTHING;
    return new Removal(
        survey, planned(untag, found.saved(), lying), asked.ways(), found.saved(), found.doubts());
  }

  /// The same with steps for what goes besides.
  private static Untag planned(Untag untag, List<Saved> behind, Untag.Lying lying) {
    Plan plan = untag.plan();
    var totals = new LinkedHashMap<>(plan.totals());
    List<Step> steps =
        behind.stream()
            .<Step>map(
                saved ->
                    new Step.Move(
                        saved.item(),
                        lying.paths().path(saved.item()),
                        saved.manifest().map(it -> it.bytes().length).orElse(0),
                        saved.because()))
            .toList();
    steps.forEach(
        step -> totals.merge(step.item().kind(), new Total(1, step.bytes()), Total::plus));
    return new Untag(
        untag.judged(),
        untag.leaving(),
        new Plan(
            plan.layout(),
            plan.made(),
            plan.keep(),
            totals,
            () -> Stream.concat(plan.steps().get(), steps.stream())),
        untag.freed(),
        untag.images(),
        untag.repositories());
  }

  /// Saves all that undoing needs, and then removes the tags. One that points elsewhere than judged
  /// stays.
  public Outcome run(Lease lease, Following following) {
    var unsaved = new ArrayList<Fate>();
    List<Saved> tags = saved(unsaved);
    tags.addAll(behind);
    lease.check();
    Afar afar = survey.afar();
    SavedRun run = SavedRun.save(afar.state(), "untag", tags, afar.clock().instant());
    unsaved.forEach(run::note);
    Outcome outcome = new Removing(survey, run, ways, following, lease).run();
    unsaved.addAll(outcome.fates());
    return new Outcome(
        run, List.copyOf(unsaved), outcome.refusal(), outcome.stopped(), outcome.requests());
  }

  /// What undoing needs of each tag; one of which it cannot be had stays.
  private List<Saved> saved(List<Fate> unsaved) {
    var tags = new ArrayList<Saved>();
    untag.leaving().stream()
        .gather(Gatherers.mapConcurrent(survey.afar().jobs(), this::manifest))
        .forEach(
            it -> {
              Saved saved = saved(it.opinion(), it.manifest().found());
              switch (it.manifest()) {
                case Answer.Found<Stored> _ -> tags.add(saved);
                case Answer.Absent<Stored> _ when survey.afar().api() instanceof FirstApi ->
                    tags.add(saved);
                case Answer.Absent<Stored>(var why) ->
                    unsaved.add(new Fate(saved.tag(), Fate.Kind.VANISHED, why));
                case Answer.Denied<Stored>(var why) -> unsaved.add(unsaved(saved, why));
                case Answer.Failed<Stored>(var why) -> unsaved.add(unsaved(saved, why));
              }
            });
    return tags;
  }

  private record Read(Opinion opinion, Answer<Stored> manifest) {}

  private Read manifest(Opinion opinion) {
    return new Read(
        opinion,
        survey.afar().api().manifest(opinion.tag().repository(), opinion.digest().orElseThrow()));
  }

  private static Saved saved(Opinion opinion, Optional<Stored> manifest) {
    return new Saved(
        opinion.tag(), opinion.digest().orElseThrow(), manifest, opinion.verdict().because());
  }

  private static Fate unsaved(Saved saved, String why) {
    return new Fate(
        saved.tag(), Fate.Kind.STAYED, "its manifest cannot be saved for undoing: " + why);
  }
}
