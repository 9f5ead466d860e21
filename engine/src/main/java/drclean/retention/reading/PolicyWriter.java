// SPDX-License-Identifier: Apache-2.0
package drclean.retention.reading;

import drclean.retention.Amount;
import drclean.retention.Example;
import drclean.retention.Example.Ago;
import drclean.retention.Pattern;
import drclean.retention.Policy;
import drclean.retention.Policy.Defaults;
import drclean.retention.Policy.Limits;
import drclean.retention.Policy.Pressure;
import drclean.retention.Policy.Protect;
import drclean.retention.Policy.Pulls;
import drclean.retention.Policy.Untagged;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;

/// Writes a policy: only what differs from how policies begin.
final class PolicyWriter {
  private static final int WIDTH = 120;

  private PolicyWriter() {}

  static String write(Policy policy) {
    var settings = DumpSettings.builder().setWidth(WIDTH).setSplitLines(false).build();
    return new Dump(settings).dumpToString(policy(policy));
  }

  private static Map<String, Object> policy(Policy policy) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("version", Policy.VERSION);
    put(fields, "defaults", defaults(policy.defaults()));
    put(fields, "protect", protect(policy.protect()));
    put(fields, "rules", policy.rules().stream().map(RuleWriter::rule).toList());
    put(fields, "untagged", untagged(policy.untagged()));
    Duration orphans = policy.orphans().olderThan();
    put(fields, "orphans", orphans.equals(Amount.FOREVER) ? Map.of() : delete(orphans));
    put(fields, "pressure", pressure(policy.pressure()));
    put(fields, "pulls", pulls(policy.pulls()));
    put(fields, "tests", policy.examples().stream().map(PolicyWriter::example).toList());
    return fields;
  }

  static void put(Map<String, Object> fields, String key, Map<String, ?> value) {
    if (!value.isEmpty()) {
      fields.put(key, value);
    }
  }

  static void put(Map<String, Object> fields, String key, List<?> value) {
    if (!value.isEmpty()) {
      fields.put(key, value);
    }
  }

  /// A field that is left away where it says what is so anyway.
  static <T> void unless(T plain, Map<String, Object> fields, String key, T value) {
    if (!value.equals(plain)) {
      fields.put(key, spelled(value));
    }
  }

  private static Object spelled(Object value) {
    return switch (value) {
      case Duration age -> Amount.text(age);
      case Enum<?> word -> word.name().toLowerCase(Locale.ROOT);
      default -> value;
    };
  }

  static List<String> texts(List<Pattern> patterns) {
    return patterns.stream().map(Pattern::text).toList();
  }

  private static Map<String, Object> pulls(Pulls pulls) {
    var fields = new LinkedHashMap<String, Object>();
    unless("", fields, "file", pulls.file());
    put(fields, "ignore-from", texts(pulls.ignoreFrom()));
    return fields;
  }

  private static Map<String, Object> defaults(Defaults defaults) {
    Defaults plain = Defaults.CAREFUL;
    var fields = new LinkedHashMap<String, Object>();
    unless(plain.grace(), fields, "grace", defaults.grace());
    unless(plain.quarantine(), fields, "quarantine", defaults.quarantine());
    unless(plain.minKeep(), fields, "min-keep", defaults.minKeep());
    var limits = new LinkedHashMap<String, Object>();
    unless(Limits.CAREFUL.percent(), limits, "percent", defaults.limits().percent());
    unless(Limits.CAREFUL.images(), limits, "images", defaults.limits().images());
    unless(
        Amount.text(Limits.CAREFUL.bytes()),
        limits,
        "size",
        Amount.text(defaults.limits().bytes()));
    put(fields, "limits", limits);
    return fields;
  }

  private static Map<String, Object> protect(Protect protect) {
    var fields = new LinkedHashMap<String, Object>();
    put(fields, "tags", texts(protect.tags()));
    put(fields, "repos", texts(protect.repos()));
    put(fields, "digests", protect.digests().stream().map(Object::toString).toList());
    put(fields, "in-use", protect.inUse());
    put(fields, "hosts", protect.hosts());
    unless("", fields, "keep-until", protect.keepUntil());
    return fields;
  }

  private static Map<String, Object> untagged(Untagged untagged) {
    var fields = new LinkedHashMap<String, Object>();
    put(fields, "delete", untagged.deletes() ? olderThan(untagged.olderThan()) : Map.of());
    unless(0, fields, "history", untagged.history());
    return fields;
  }

  private static Map<String, Object> delete(Duration age) {
    return Map.of("delete", olderThan(age));
  }

  private static Map<String, Object> olderThan(Duration age) {
    return Map.of("older-than", Amount.text(age));
  }

  private static Map<String, Object> pressure(Pressure pressure) {
    var fields = new LinkedHashMap<String, Object>();
    if (!pressure.equals(Pressure.NONE)) {
      fields.put("start", pressure.start() + "%");
      fields.put("stop", pressure.stop() + "%");
    }
    return fields;
  }

  private static Map<String, Object> example(Example example) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("name", example.name());
    fields.put("repo", example.repo());
    put(fields, "in-use", example.inUse());
    fields.put("tags", example.tags().stream().map(PolicyWriter::one).toList());
    return fields;
  }

  private static Map<String, Object> one(Example.Case one) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("tag", one.tag());
    unless(one.tag(), fields, "image", one.image());
    ago(fields, "pushed", one.pushed());
    ago(fields, "pulled", one.pulled());
    ago(fields, "created", one.created());
    fields.put("expect", one.expect().name().toLowerCase(Locale.ROOT));
    unless("", fields, "because", one.because());
    return fields;
  }

  private static void ago(Map<String, Object> fields, String key, Ago ago) {
    if (ago instanceof Ago.Known(var age)) {
      fields.put(key, Amount.text(age));
    }
  }
}
