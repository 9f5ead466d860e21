// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.api.Afar;
import drclean.command.api.Removal;
import drclean.command.api.Survey;
import drclean.registry.Refused;
import drclean.run.Lease;
import drclean.run.LeaseHeld;
import drclean.storage.StorageException;
import java.util.List;

/// Removes tags by a policy from registries that are reached by their API.
///
/// @param asked what is looked at, and how far it goes
record UntagAfar(Talker talker, Removal.Asked asked) {
  /// With whom it speaks, and what they allow.
  record Talker(Console console, TalkOptions talk, ChangeOptions change, UntagLimitOptions limits) {
    void say(String line) {
      talk.say(console, line);
    }
  }

  /// A registry, and how it is named again.
  record Place(Afar.Way way, Again again) {}

  /// Goes to one registry after the other; one that fails does not keep the others waiting.
  int all(List<Place> places) {
    if (places.size() == 1) {
      return one(places.getFirst());
    }
    if (talker.talk().format() == Format.json) {
      throw new Misused("--format json takes one registry at a time");
    }
    int worst = Exit.DONE.code;
    for (Place place : places) {
      talker.console().say("at " + place.way().where());
      int exit = tried(place);
      worst = worst == Exit.DONE.code ? exit : worst;
    }
    return worst;
  }

  private int tried(Place place) {
    try {
      return one(place);
    } catch (Refused | Beyond | LeaseHeld | StorageException failure) {
      return new Failures(talker.console()).said(failure);
    }
  }

  private int one(Place place) {
    Console console = talker.console();
    console.leaving("interrupted; nothing was removed");
    if (!talker.change().dryRun()) {
      talker.change().requireAnswer(console);
    }
    try (Afar afar = Afar.reach(place.way(), console.clock())) {
      if (talker.change().dryRun()) {
        return show(look(afar), afar);
      }
      try (Lease lease = afar.state().lease(console.clock())) {
        return run(look(afar), lease, place);
      }
    }
  }

  private Removal look(Afar afar) {
    try (var watching = talker.talk().watching(talker.console())) {
      return Removal.look(afar, asked, watching.watch());
    }
  }

  private int show(Removal removal, Afar afar) {
    try (var lines = UntagText.lines(talker.talk(), talker.console())) {
      lines.fact("dryRun", true);
      plan(removal, lines);
      lines.fact("requests", AfarText.facts(afar.api().requests()));
    }
    talker.limits().require(removal.untag());
    talker.say("dry run: nothing was removed");
    return AfarText.doubts(removal).isEmpty() ? Exit.DONE.code : Exit.FINDINGS.code;
  }

  private void plan(Removal removal, Lines lines) {
    Survey survey = removal.survey();
    UntagText.show(removal.untag(), lines, talker.talk(), talker.console());
    lines.fact("doubts", AfarText.doubts(removal));
    AfarText.doubts(removal).forEach(talker.console()::say);
    talker.say(AfarText.summary(removal.untag()));
    UntagText.warn(removal.untag(), talker.talk(), talker.console());
    talker.say(AfarText.judging(survey));
  }

  private int run(Removal removal, Lease lease, Place place) {
    try (var lines = UntagText.lines(talker.talk(), talker.console())) {
      lines.fact("dryRun", false);
      plan(removal, lines);
      talker.limits().require(removal.untag());
      if (removal.untag().leaving().isEmpty()) {
        return AfarText.doubts(removal).isEmpty() ? Exit.DONE.code : Exit.FINDINGS.code;
      }
      if (!talker.change().agreed(talker.console(), question(removal))) {
        talker.say("nothing was removed");
        return Exit.DONE.code;
      }
      return changed(removal, remove(removal, lease), lines, place);
    }
  }

  private Removal.Outcome remove(Removal removal, Lease lease) {
    Console console = talker.console();
    console.stop().changing();
    try (var watching = talker.talk().watching(console)) {
      return removal.run(lease, new Removal.Following(watching.watch(), console.stop()));
    }
  }

  private int changed(Removal removal, Removal.Outcome outcome, Lines lines, Place place) {
    AfarText.facts(lines, outcome);
    lines.fact("requests", AfarText.facts(removal.survey().afar().api().requests()));
    talker
        .talk()
        .say(talker.console(), AfarText.outcome(outcome, place.again()), AfarText.few(outcome));
    talker.say(AfarText.removing(removal.survey(), outcome));
    outcome
        .refusal()
        .ifPresent(
            why -> {
              throw new Refused(why);
            });
    return AfarText.exit(outcome, removal).code;
  }

  private static String question(Removal removal) {
    return "Remove %s through the API (it can be undone while the registry has their blobs)?"
        .formatted(AfarText.what(removal.untag().leaving().size(), removal.behind().size()));
  }
}
