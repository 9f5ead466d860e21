// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.plan.Plan.Total;
import drclean.registry.Refused;
import drclean.retention.judging.Verdict.Kind;
import drclean.retention.judging.Warning;
import drclean.run.Registry;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What a policy says of the tags of one repository, and why.
///
/// @param blocked why nothing at all may go
/// @param warnings what its author may not have meant
/// @param opinions newest push first
/// @param freed what a scrub of untagged manifests could take if those that go went; where one tag
///   was asked for, if that one went
public record PolicyExplain(
    String repository,
    List<String> blocked,
    List<Warning> warnings,
    List<Opinion> opinions,
    Total freed) {
  /// Which tags are explained: all of a repository, or one.
  public record Asked(String repository, Optional<String> tag) {
    /// As a person types it: `team/app`, `team/app:v1`.
    public static Asked of(String text) {
      int colon = text.indexOf(':', text.lastIndexOf('/') + 1);
      return colon < 0
          ? new Asked(text, Optional.empty())
          : new Asked(text.substring(0, colon), Optional.of(text.substring(colon + 1)));
    }
  }

  /// Judges a registry and tells of what was asked; no opinion where there is no such tag.
  public static PolicyExplain of(Registry registry, Charter charter, Asked asked) {
    return of(Judged.of(registry, charter), asked);
  }

  /// Tells of what was asked by what was judged.
  public static PolicyExplain of(Judged judged, Asked asked) {
    int place = judged.place(asked.repository());
    if (place < 0) {
      throw new Refused(
          "there is no repository %s here; `report` lists them".formatted(asked.repository()));
    }
    List<Opinion> all = judged.opinions(place);
    List<Integer> places =
        IntStream.range(0, all.size())
            .filter(tag -> asked.tag().map(all.get(tag).tag().name()::equals).orElse(true))
            .boxed()
            .toList();
    var going = new BitSet();
    places.stream()
        .filter(tag -> asked.tag().isPresent() || all.get(tag).verdict().kind() == Kind.DELETE)
        .forEach(going::set);
    return new PolicyExplain(
        asked.repository(),
        judged.verdicts().blocked(),
        judged.verdicts().warnings(),
        places.stream().map(all::get).sorted(Judged.NEWEST_FIRST).toList(),
        new Freed(judged.inventory()).by(at -> at == place ? going : new BitSet()));
  }

  /// How many tags have this verdict.
  public long count(Kind kind) {
    return opinions.stream().filter(opinion -> opinion.verdict().kind() == kind).count();
  }
}
