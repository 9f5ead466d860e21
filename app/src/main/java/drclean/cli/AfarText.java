// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Untag;
import drclean.command.api.Fate;
import drclean.command.api.Removal;
import drclean.command.api.Survey;
import drclean.plan.Plan.Total;
import drclean.remote.Kind;
import drclean.run.Outcome.Ended;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an untag through an API is to do and did, in words.
final class AfarText {
  private AfarText() {}

  static String summary(Untag untag) {
    return untag.freed().bytes() == 0
        ? UntagText.counts(untag)
        : UntagText.counts(untag) + "; nothing else needs " + UntagText.sum(untag.freed());
  }

  /// What could not be seen for sure.
  static List<String> doubts(Survey survey) {
    return new TreeMap<>(survey.doubts())
        .entrySet().stream()
            .map(
                doubt ->
                    (doubt.getKey().isEmpty() ? "the list of repositories" : doubt.getKey())
                        + ": "
                        + doubt.getValue())
            .toList();
  }

  /// The same with what is not known of what lies behind tags.
  static List<String> doubts(Removal removal) {
    return Stream.concat(doubts(removal.survey()).stream(), removal.doubts().stream()).toList();
  }

  /// So many tags, and so much besides.
  static String what(long tags, long besides) {
    return besides == 0
        ? Human.count(tags, "tag")
        : Human.count(tags, "tag") + " and " + Human.count(besides, "manifest");
  }

  /// What a run did.
  static List<String> outcome(Removal.Outcome outcome, Again again) {
    List<String> lines = few(outcome);
    if (outcome.stopped()) {
      lines.add("stopped on the way; another untag does the rest");
    }
    if (outcome.fates().stream().anyMatch(fate -> fate.kind().removed())) {
      lines.add("undo it: " + again.line("restore", outcome.run().id()));
    }
    return lines;
  }

  /// The same for those who asked for silence.
  static List<String> few(Removal.Outcome outcome) {
    var lines = new ArrayList<String>(stayed(outcome.fates()));
    long vanished = outcome.count(Fate.Kind.VANISHED);
    if (vanished > 0) {
      lines.add(Human.count(vanished, "tag") + " had gone meanwhile");
    }
    lines.add(
        "untagged %s, as run %s"
            .formatted(
                what(removed(outcome), outcome.count(Fate.Kind.MANIFEST)), outcome.run().id()));
    long together = outcome.count(Fate.Kind.WITH_MANIFEST);
    if (together > 0) {
      lines.add(
          "%s of them went with their manifests, at which nothing else pointed: undo it before the registry collects their blobs"
              .formatted(Human.count(together)));
    }
    return lines;
  }

  private static long removed(Removal.Outcome outcome) {
    return outcome.count(Fate.Kind.ALONE) + outcome.count(Fate.Kind.WITH_MANIFEST);
  }

  /// A line for each reason why tags stayed.
  static List<String> stayed(List<Fate> fates) {
    Map<String, List<Fate>> reasons =
        fates.stream()
            .filter(AfarText::notable)
            .collect(
                Collectors.groupingBy(AfarText::because, LinkedHashMap::new, Collectors.toList()));
    var lines = new ArrayList<String>();
    reasons.forEach(
        (why, tags) ->
            lines.add(some(tags) + (tags.size() == 1 ? why : why.replaceFirst("stays", "stay"))));
    return lines;
  }

  static boolean notable(Fate fate) {
    return switch (fate.kind()) {
      case ELSEWHERE, STAYED, UNKNOWN -> true;
      case ALONE, WITH_MANIFEST, MANIFEST, VANISHED, RESTORED -> false;
    };
  }

  private static String because(Fate fate) {
    return switch (fate.kind()) {
      case ELSEWHERE -> " stays: it points elsewhere than when it was judged";
      case UNKNOWN -> " may be gone: " + fate.why();
      case STAYED, ALONE, WITH_MANIFEST, MANIFEST, VANISHED, RESTORED -> " stays: " + fate.why();
    };
  }

  private static String some(List<Fate> fates) {
    String first = fates.getFirst().title();
    return fates.size() == 1 ? first : first + " and " + Human.count(fates.size() - 1L, "more tag");
  }

  /// How many requests were sent, of each kind.
  static String requests(Map<Kind, Long> requests) {
    long all = requests.values().stream().mapToLong(Long::longValue).sum();
    return "%s: %s"
        .formatted(
            Human.count(all, "request"),
            requests.entrySet().stream()
                .map(it -> word(it.getKey()) + " " + Human.count(it.getValue()))
                .collect(Collectors.joining(", ")));
  }

  /// What judging took.
  static String judging(Survey survey) {
    Map<Kind, Long> requests = survey.afar().api().requests();
    long tags = survey.inventory().repositories().stream().mapToLong(it -> it.tags().size()).sum();
    return "%s; to judge a tag took %s of its manifest"
        .formatted(requests(requests), each(requests.getOrDefault(Kind.MANIFEST, 0L), tags));
  }

  /// What removing took besides.
  static String removing(Survey survey, Removal.Outcome outcome) {
    Map<Kind, Long> all = survey.afar().api().requests();
    return "%s in all; to remove a tag took %s"
        .formatted(
            requests(all),
            each(outcome.requests(), removed(outcome) + outcome.count(Fate.Kind.MANIFEST)));
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /// How many requests that is for each of so many tags.
  static String each(long requests, long tags) {
    return String.format(Locale.ROOT, "%.2f", tags == 0 ? 0.0 : (double) requests / tags);
  }

  static Map<String, Object> facts(Map<Kind, Long> requests) {
    var facts = new LinkedHashMap<String, Object>();
    for (Kind kind : Kind.values()) {
      facts.put(word(kind), requests.getOrDefault(kind, 0L));
    }
    return facts;
  }

  static void facts(Lines lines, Removal.Outcome outcome) {
    lines.fact("run", outcome.run().id());
    lines.fact("ended", ended(outcome).name().toLowerCase(Locale.ROOT));
    var moved = new LinkedHashMap<String, Object>();
    moved.put("tag", ReportJson.total(new Total(removed(outcome), 0)));
    long manifests = outcome.count(Fate.Kind.MANIFEST);
    if (manifests > 0) {
      moved.put("manifest-link", ReportJson.total(new Total(manifests, 0)));
    }
    lines.fact("moved", moved);
    lines.fact("vanished", outcome.count(Fate.Kind.VANISHED));
    lines.fact("elsewhere", titles(outcome, Fate.Kind.ELSEWHERE));
    lines.fact(
        "stayed",
        outcome.fates().stream()
            .filter(fate -> notable(fate) && fate.kind() != Fate.Kind.ELSEWHERE)
            .map(fate -> Map.of("tag", fate.title(), "why", fate.why()))
            .toList());
  }

  private static Ended ended(Removal.Outcome outcome) {
    return outcome.stopped()
        ? Ended.INTERRUPTED
        : outcome.refusal().isPresent() ? Ended.FAILED : Ended.DONE;
  }

  private static List<String> titles(Removal.Outcome outcome, Fate.Kind kind) {
    return outcome.fates().stream()
        .filter(fate -> fate.kind() == kind)
        .map(fate -> fate.title())
        .toList();
  }

  static Exit exit(Removal.Outcome outcome, Removal removal) {
    if (outcome.stopped()) {
      return Exit.INTERRUPTED;
    }
    boolean quiet = outcome.fates().stream().noneMatch(AfarText::notable);
    return quiet && doubts(removal).isEmpty() ? Exit.DONE : Exit.FINDINGS;
  }
}
