// SPDX-License-Identifier: Apache-2.0
package drclean.retention.reading;

import static drclean.retention.reading.PolicyWriter.put;
import static drclean.retention.reading.PolicyWriter.texts;
import static drclean.retention.reading.PolicyWriter.unless;

import drclean.retention.Amount;
import drclean.retention.Counting;
import drclean.retention.Counting.Among;
import drclean.retention.Counting.Per;
import drclean.retention.Delete;
import drclean.retention.Keep;
import drclean.retention.Labels;
import drclean.retention.Rule;
import drclean.retention.Rule.Emptying;
import drclean.retention.Selection;
import drclean.retention.Selection.Match;
import drclean.retention.Selection.Unit;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes one rule.
final class RuleWriter {
  private RuleWriter() {}

  static Map<String, Object> rule(Rule rule) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("name", rule.name());
    selection(fields, rule.selection());
    counting(fields, rule.counting());
    var keep = new LinkedHashMap<String, Object>();
    rule.keep().forEach(one -> keep(keep, one));
    put(fields, "keep", keep);
    switch (rule.delete()) {
      case Delete.Never _ -> {}
      case Delete.Rest _ -> fields.put("delete", "rest");
      case Delete.When(var conditions) -> {
        var delete = new LinkedHashMap<String, Object>();
        conditions.forEach(one -> condition(delete, one));
        fields.put("delete", delete);
      }
    }
    unless(false, fields, "allow-empty", rule.emptying() == Emptying.ALLOWED);
    return fields;
  }

  private static void selection(Map<String, Object> fields, Selection selection) {
    unless(texts(Selection.EVERYTHING), fields, "repos", texts(selection.repos()));
    put(fields, "except-repos", texts(selection.exceptRepos()));
    put(fields, "tags", texts(selection.tags()));
    put(fields, "except", texts(selection.except()));
    put(fields, "labels", labels(selection.labels()));
    put(fields, "media-types", texts(selection.mediaTypes()));
    unless(Unit.TAG, fields, "unit", selection.unit());
    unless(Match.ANY, fields, "match", selection.match());
  }

  private static void counting(Map<String, Object> fields, Counting counting) {
    Counting plain = Counting.PLAIN;
    if (counting.per() instanceof Per.Capture(var pattern)) {
      fields.put("per", pattern.text());
    }
    unless(plain.by(), fields, "by", counting.by());
    unless(plain.of(), fields, "of", counting.of());
    unless(plain.count(), fields, "count", counting.count());
    var among = new LinkedHashMap<String, Object>();
    put(among, "tags", texts(counting.among().tags()));
    unless(Among.SELECTED.olderThan(), among, "older-than", counting.among().olderThan());
    put(fields, "among", among);
  }

  private static Map<String, String> labels(Labels labels) {
    var fields = new LinkedHashMap<String, String>();
    labels.wanted().forEach((key, value) -> fields.put(key, value.text()));
    return fields;
  }

  private static void keep(Map<String, Object> fields, Keep keep) {
    switch (keep) {
      case Keep.Last(var count) -> fields.put("last", count);
      case Keep.Within(var age) -> age(fields, "within", age);
      case Keep.PulledWithin(var age) -> age(fields, "pulled-within", age);
      case Keep.LastPulled(var count) -> fields.put("last-pulled", count);
      case Keep.Semver semver -> fields.put("semver", semver(semver));
      case Keep.Calendar(var counts) -> {
        var calendar = new LinkedHashMap<String, Object>();
        counts.forEach((period, count) -> calendar.put(period.word(), count));
        fields.put("calendar", calendar);
      }
      case Keep.Labelled(var labels) -> fields.put("labels", labels(labels));
    }
  }

  private static Map<String, Object> semver(Keep.Semver semver) {
    var fields = new LinkedHashMap<String, Object>();
    unless(Keep.ALL, fields, "majors", semver.majors());
    unless(Keep.ALL, fields, "minors", semver.minors());
    unless(Keep.ALL, fields, "patches", semver.patches());
    boolean alone = fields.isEmpty();
    if (alone || semver.prereleases() > 0) {
      fields.put("prereleases", semver.prereleases());
    }
    return fields;
  }

  private static void condition(Map<String, Object> fields, Delete.Condition condition) {
    switch (condition) {
      case Delete.OlderThan(var age) -> age(fields, "older-than", age);
      case Delete.NotPulledFor(var age) -> age(fields, "not-pulled-for", age);
      case Delete.Beyond(var count) -> fields.put("beyond", count);
      case Delete.Labelled(var labels) -> fields.put("labels", labels(labels));
    }
  }

  private static void age(Map<String, Object> fields, String key, Duration age) {
    fields.put(key, Amount.text(age));
  }
}
