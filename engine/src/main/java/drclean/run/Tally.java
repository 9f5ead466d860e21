// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Plan.Total;
import drclean.plan.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counts what came of the steps of a run.
final class Tally {
  private final Map<Listener.Result, Long> results = new EnumMap<>(Listener.Result.class);
  private final Map<String, Total> moved = new LinkedHashMap<>();
  private final List<Step> taken = new ArrayList<>();
  private final List<Step> fresh = new ArrayList<>();
  private final List<Step> elsewhere = new ArrayList<>();

  void add(Step step, Listener.Result result) {
    results.merge(result, 1L, Long::sum);
    switch (result) {
      case MOVED -> moved.merge(step.item().kind(), new Total(1, step.bytes()), Total::plus);
      case TAKEN -> taken.add(step);
      case FRESH -> fresh.add(step);
      case ELSEWHERE -> elsewhere.add(step);
      case VANISHED, CUT, STAYED -> {}
    }
  }

  long count(Listener.Result result) {
    return results.getOrDefault(result, 0L);
  }

  Map<String, Total> moved() {
    return Collections.unmodifiableMap(moved);
  }

  List<Step> taken() {
    return List.copyOf(taken);
  }

  List<Step> fresh() {
    return List.copyOf(fresh);
  }

  List<Step> elsewhere() {
    return List.copyOf(elsewhere);
  }
}
