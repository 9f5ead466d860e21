// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import drclean.command.Charter;
import drclean.command.FileEvidence;
import drclean.layout.Facts;
import drclean.registry.Attachments;
import drclean.registry.Repository;
import drclean.registry.Tagged;
import drclean.retention.Policy;
import drclean.retention.judging.Evidence;
import drclean.retention.judging.Need;
import drclean.retention.judging.Told;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;

/// What an API and the files beside a policy tell to one who judges. No such registry tells when a
/// tag was pushed: it counts from when it was first seen, or else from when its image says that it
/// was made.
final class ApiEvidence {
  private final Survey survey;
  private final Policy policy;

  ApiEvidence(Survey survey, Policy policy) {
    this.survey = survey;
    this.policy = policy;
  }

  Evidence with(Charter charter, Instant now) {
    Evidence evidence =
        Evidence.none()
            .created(
                Told.said(
                    digest ->
                        image(digest)
                            .created()
                            .map(Instant::toEpochMilli)
                            .orElse(Evidence.UNKNOWN)))
            .labels(Told.said(digest -> image(digest).labels()))
            .mediaTypes(Told.said(digest -> image(digest).mediaType()));
    return FileEvidence.of(evidence, charter, survey.inventory(), now);
  }

  private Facts.Image image(int digest) {
    return survey.afar().api().image(survey.inventory().digests().get(digest));
  }

  /// Asks for what judging will want to know of images, many at a time.
  void fetch() {
    Set<Need> needs = Need.of(policy);
    boolean all =
        needs.contains(Need.CREATED)
            || needs.contains(Need.LABELS)
            || needs.contains(Need.MEDIA_TYPES);
    List<Repository> repositories = survey.inventory().repositories();
    List<Integer> wanted =
        IntStream.range(0, repositories.size())
            .filter(place -> selected(repositories.get(place)))
            .flatMap(place -> wanted(repositories.get(place).tags(), all))
            .distinct()
            .boxed()
            .toList();
    var done = new AtomicLong();
    wanted.stream()
        .gather(
            Gatherers.mapConcurrent(
                survey.afar().jobs(),
                digest -> {
                  image(digest);
                  survey.watch().progress("images", done.incrementAndGet(), wanted.size());
                  return digest;
                }))
        .forEach(_ -> {});
  }

  private boolean selected(Repository repository) {
    return policy.rules().stream().anyMatch(rule -> rule.selection().repository(repository.name()));
  }

  private static IntStream wanted(List<Tagged> tags, boolean all) {
    return tags.stream()
        .filter(tag -> tag.readable() && !Attachments.named(tag.name()))
        .filter(tag -> all || tag.pushed().equals(Instant.EPOCH))
        .mapToInt(Tagged::digest);
  }
}
