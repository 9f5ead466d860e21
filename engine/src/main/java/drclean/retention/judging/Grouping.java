// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.registry.Ints;
import drclean.retention.Counting;
import drclean.retention.Counting.Among;
import drclean.retention.Counting.By;
import drclean.retention.Counting.Count;
import drclean.retention.Counting.Per;
import drclean.retention.Pattern;
import drclean.retention.Rule;
import drclean.retention.Selection.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Splits what a rule selected into groups, puts each in order and gives out the places.
final class Grouping {
  private static final int[] NOBODY = {};

  private final Counting counting;
  private final Among among;
  private final boolean plainOrder;
  private final Tags tags;
  private final long now;
  private final long[] times;
  private final int[] placeOf;
  private final int[] stampOf;
  private int stamp;

  private Grouping(Rule rule, Witness witness) {
    this.counting = rule.counting();
    this.among = counting.among();
    this.plainOrder = counting.by() == By.PUSHED && rule.selection().unit() == Unit.TAG;
    this.tags = witness.tags;
    this.now = witness.now;
    long[] own = tags.inDoubt(witness.times(counting.by()));
    this.times = rule.selection().unit() == Unit.IMAGE ? tags.ofImages(own) : own;
    this.placeOf = new int[tags.imageCount];
    this.stampOf = new int[tags.imageCount];
  }

  /// The groups that a rule makes of the tags that it selected, given by their places, ascending.
  static List<Group> groups(Rule rule, int[] selected, Witness witness) {
    return new Grouping(rule, witness).groups(selected);
  }

  private List<Group> groups(int[] selected) {
    int[] counted = counted(selected);
    if (counting.per() instanceof Per.Capture(var pattern)) {
      Map<String, int[]> members = split(pattern, selected);
      Map<String, int[]> others = among.equals(Among.SELECTED) ? members : split(pattern, counted);
      var groups = new ArrayList<Group>(members.size());
      members.forEach((key, some) -> groups.add(group(some, others.getOrDefault(key, NOBODY))));
      return groups;
    }
    return List.of(group(selected, counted));
  }

  private int[] counted(int[] selected) {
    int[] counted =
        among.tags().isEmpty()
            ? selected
            : IntStream.range(0, tags.size())
                .filter(tag -> Pattern.any(among.tags(), tags.names[tag]))
                .toArray();
    return among.olderThan().isZero() ? counted : filter(counted, this::oldEnough);
  }

  private boolean oldEnough(int tag) {
    return times[tag] != Evidence.UNKNOWN && now - times[tag] > Witness.millis(among.olderThan());
  }

  private static int[] filter(int[] some, IntPredicate which) {
    return Arrays.stream(some).filter(which).toArray();
  }

  private Map<String, int[]> split(Pattern pattern, int[] some) {
    Pattern.Captures captures = pattern.captures();
    var groups = new TreeMap<String, Ints>();
    for (int tag : some) {
      String key = captures.of(tags.names[tag]).map(found -> "=" + found).orElse("");
      groups.computeIfAbsent(key, _ -> new Ints()).add(tag);
    }
    var arrays = new TreeMap<String, int[]>();
    groups.forEach((key, members) -> arrays.put(key, members.toArray()));
    return arrays;
  }

  private Group group(int[] some, int[] counted) {
    int[] members = inOrder(some);
    long reference = Group.reference(counting.of(), now, members, times);
    var group = new Group(tags, members, times, new int[members.length], reference, counting.by());
    giveOut(among.equals(Among.SELECTED) ? members : inOrder(counted));
    for (int member = 0; member < members.length; member++) {
      group.places()[member] = group.unknown(member) ? Group.NO_PLACE : place(group.image(member));
    }
    if (counting.count() == Count.TAGS) {
      countTags(group, inOrder(counted));
    }
    return group;
  }

  private void giveOut(int[] counted) {
    stamp++;
    int place = 0;
    for (int tag : counted) {
      if (known(tag) && stampOf[tags.images[tag]] != stamp) {
        stampOf[tags.images[tag]] = stamp;
        placeOf[tags.images[tag]] = ++place;
      }
    }
  }

  private int place(int image) {
    return stampOf[image] == stamp ? placeOf[image] : Group.NO_PLACE;
  }

  /// Every known tag takes a place, whatever it points at.
  private void countTags(Group group, int[] counted) {
    var placeOfTag = new java.util.HashMap<Integer, Integer>();
    for (int tag : counted) {
      if (known(tag)) {
        placeOfTag.put(tag, placeOfTag.size() + 1);
      }
    }
    for (int member = 0; member < group.size(); member++) {
      group.places()[member] = placeOfTag.getOrDefault(group.members()[member], Group.NO_PLACE);
    }
  }

  private boolean known(int tag) {
    return times[tag] != Evidence.UNKNOWN
        && (counting.by() != By.SEMVER || tags.version(tag).isPresent());
  }

  /// Selected tags come newest push first, equal ones by name.
  private int[] inOrder(int[] some) {
    if (plainOrder) {
      return some;
    }
    if (counting.by() != By.SEMVER) {
      return Order.newestFirst(some, tag -> times[tag]);
    }
    return IntStream.concat(
            Arrays.stream(some)
                .filter(this::known)
                .boxed()
                .sorted(
                    Comparator.<Integer, Version>comparing(tag -> tags.version(tag).orElseThrow())
                        .reversed())
                .mapToInt(tag -> tag),
            Arrays.stream(some).filter(tag -> !known(tag)))
        .toArray();
  }
}
