// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Opinion;
import drclean.registry.Digest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a policy says of a tag, for people and for programs.
final class OpinionText {
  private static final int SHORT = 12;

  private OpinionText() {}

  static String verdict(Opinion opinion) {
    return opinion.verdict().kind().name().toLowerCase(Locale.ROOT);
  }

  /// A digest as people tell one from another.
  static String digest(Opinion opinion) {
    return opinion.digest().map(OpinionText::shortened).orElse("-");
  }

  private static String shortened(Digest digest) {
    String hex = digest.hex().substring(0, Math.min(SHORT, digest.hex().length()));
    return digest.algorithm().equals(Digest.V1) ? hex : digest.algorithm() + ":" + hex;
  }

  /// The whole digest, or the empty text.
  static String whole(Opinion opinion) {
    return opinion.digest().map(Digest::toString).orElse("");
  }

  static Map<String, Object> object(Opinion opinion) {
    var object = new LinkedHashMap<String, Object>();
    object.put("repository", opinion.tag().repository());
    object.put("tag", opinion.tag().name());
    object.put("digest", opinion.digest());
    object.put("pushed", opinion.pushed().map(Instant::toString));
    object.put("verdict", verdict(opinion));
    object.put(
        "reasons",
        opinion.verdict().reasons().stream()
            .map(reason -> Map.of("rule", reason.rule(), "words", reason.words()))
            .toList());
    return object;
  }

  /// The cells of one row: tag, digest, pushed, verdict, rule, reason.
  static List<Cell> row(Opinion opinion, String digest) {
    return List.of(
        new Cell.Text(opinion.tag().name()),
        new Cell.Text(digest),
        new Cell.Time(opinion.pushed()),
        new Cell.Text(verdict(opinion)),
        new Cell.Text(opinion.rules()),
        new Cell.Text(opinion.verdict().because()));
  }
}
