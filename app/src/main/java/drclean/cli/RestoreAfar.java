// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.api.Afar;
import drclean.command.api.GivingBack;
import drclean.command.api.GivingBack.Given;
import drclean.command.api.GivingBack.Wanted;
import drclean.command.api.SavedRun;
import drclean.command.api.State;
import drclean.plan.Plan.Total;
import drclean.registry.Item;
import drclean.run.Lease;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Gives back tags to a registry that is reached by its API.
record RestoreAfar(Console console, TalkOptions talk, SelectionOptions chosen) {
  /// Shows what would be given back.
  int show(Afar.Way way, Optional<String> run) {
    try (Afar afar = Afar.reach(way, console.clock())) {
      print(afar, wanted(afar.state(), run), Map.of("dryRun", true));
      talk.say(console, "dry run: nothing was given back");
      return Exit.DONE.code;
    }
  }

  /// Gives it back.
  int restore(Afar.Way way, Optional<String> run, GivingBack.Meant meant) {
    try (Afar afar = Afar.reach(way, console.clock());
        Lease lease = afar.state().lease(console.clock())) {
      List<Wanted> wanted = wanted(afar.state(), run);
      List<Given> given = new GivingBack(afar, lease, meant).all(wanted);
      print(afar, wanted, facts(afar, given));
      given.stream()
          .filter(it -> it.kind() == Given.Kind.TAKEN || it.kind() == Given.Kind.FAILED)
          .map(RestoreAfar::line)
          .forEach(console::say);
      talk.say(console, "gave back " + what(given));
      talk.say(console, AfarText.requests(afar.api().requests()));
      boolean whole =
          given.stream()
              .allMatch(it -> it.kind() == Given.Kind.DONE || it.kind() == Given.Kind.THERE);
      return whole && !(chosen.part() && wanted.isEmpty()) ? Exit.DONE.code : Exit.FINDINGS.code;
    }
  }

  /// What was asked for: of a run, of all, or of the newest that has it.
  private List<Wanted> wanted(State state, Optional<String> run) {
    Stream<List<Wanted>> runs =
        run.map(Stream::of)
            .orElseGet(() -> SavedRun.ids(state).stream())
            .map(id -> wanted(SavedRun.read(state, id)))
            .filter(wanted -> !wanted.isEmpty());
    return chosen.all() ? runs.flatMap(List::stream).toList() : runs.findFirst().orElse(List.of());
  }

  private List<Wanted> wanted(SavedRun run) {
    return run.removed().stream()
        .filter(saved -> chosen.tags().test(saved.item()))
        .map(saved -> new Wanted(run, saved))
        .toList();
  }

  private static String what(List<Given> given) {
    long manifests =
        given.stream()
            .filter(it -> it.kind() == Given.Kind.DONE)
            .filter(it -> it.wanted().saved().item() instanceof Item.ManifestLink)
            .count();
    return AfarText.what(done(given) - manifests, manifests);
  }

  private static long done(List<Given> given) {
    return given.stream().filter(it -> it.kind() == Given.Kind.DONE).count();
  }

  private static String line(Given given) {
    String tag = given.wanted().saved().item().title();
    return given.kind() == Given.Kind.TAKEN
        ? "%s is not given back: %s, and nothing is replaced (--as NAME, or --force)"
            .formatted(tag, given.because())
        : "%s is not given back: %s".formatted(tag, given.because());
  }

  private void print(Afar afar, List<Wanted> wanted, Map<String, Object> facts) {
    var table =
        new Table(
            List.of("kind", "item", "path", "bytes", "run"),
            wanted.stream().map(it -> row(afar, it)).toList(),
            List.of("path"));
    switch (talk.format()) {
      case table ->
          table.printFewOr(
              console.out(),
              talk.view(console),
              "nothing of this is in %s (--state names another)".formatted(afar.state().folder()));
      case json -> {
        var object = new LinkedHashMap<>(facts);
        object.put("items", table.objects());
        Json.print(console.out(), object);
      }
      case csv -> table.print(console.out(), Separated.CSV);
      case tsv -> table.print(console.out(), Separated.TSV);
    }
  }

  private static List<Cell> row(Afar afar, Wanted wanted) {
    return List.of(
        new Cell.Word(wanted.saved().item().kind()),
        new Cell.Text(wanted.saved().item().title()),
        new Cell.Text(afar.api().path(wanted.saved().item())),
        new Cell.Bytes(wanted.saved().manifest().map(it -> (long) it.bytes().length).orElse(0L)),
        new Cell.Word(wanted.run().id()));
  }

  private static Map<String, Object> facts(Afar afar, List<Given> given) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("dryRun", false);
    facts.put("restored", ReportJson.total(new Total(done(given), 0)));
    facts.put("present", objects(afar, given, Given.Kind.TAKEN));
    facts.put("failed", objects(afar, given, Given.Kind.FAILED));
    facts.put("requests", AfarText.facts(afar.api().requests()));
    return facts;
  }

  private static List<Map<String, Object>> objects(Afar afar, List<Given> given, Given.Kind kind) {
    return given.stream().filter(it -> it.kind() == kind).map(it -> object(afar, it)).toList();
  }

  private static Map<String, Object> object(Afar afar, Given given) {
    var object = new LinkedHashMap<String, Object>();
    object.put("kind", given.wanted().saved().item().kind());
    object.put("item", given.wanted().saved().item().title());
    object.put("path", afar.api().path(given.wanted().saved().item()));
    object.put("run", given.wanted().run().id());
    object.put("because", given.because());
    return object;
  }
}
