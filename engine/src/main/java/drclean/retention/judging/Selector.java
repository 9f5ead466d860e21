// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.retention.Pattern;
import drclean.retention.Selection;
import drclean.retention.Selection.Match;
import drclean.retention.Selection.Unit;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Finds the tags that a rule selects.
final class Selector {
  private final Selection selection;
  private final Predicate<String> included;
  private final Predicate<String> excluded;

  Selector(Selection selection) {
    this.selection = selection;
    this.included = any(selection.tags());
    this.excluded = any(selection.except());
  }

  private static Predicate<String> any(List<Pattern> patterns) {
    Predicate<String> any = name -> Pattern.any(patterns, name);
    return patterns.stream().anyMatch(Pattern::slow) ? new Remembered(any) : any;
  }

  /// What is selected: the places, ascending; and those of which it cannot be known.
  record Selected(int[] tags, int[] doubtful) {
    static final Selected NOTHING = new Selected(new int[0], new int[0]);
  }

  Selected select(Witness witness) {
    int[] named = selection.unit() == Unit.TAG ? tags(witness.tags) : images(witness.tags);
    if (selection.labels().isEmpty() && selection.mediaTypes().isEmpty()) {
      return new Selected(named, Selected.NOTHING.doubtful);
    }
    return new Selected(
        Arrays.stream(named).filter(tag -> fits(tag, witness).orElse(false)).toArray(),
        Arrays.stream(named).filter(tag -> fits(tag, witness).isEmpty()).toArray());
  }

  private int[] tags(Tags tags) {
    int[] found = new int[tags.size()];
    int size = 0;
    for (int i = 0; i < tags.size(); i++) {
      if (included.test(tags.names[i]) && !excluded.test(tags.names[i])) {
        found[size++] = i;
      }
    }
    return size == found.length ? found : Arrays.copyOf(found, size);
  }

  private int[] images(Tags tags) {
    BitSet in = selection.match() == Match.ANY ? having(tags, included) : havingAll(tags);
    in.andNot(having(tags, excluded));
    int[] found = new int[tags.size()];
    int size = 0;
    for (int i = 0; i < tags.size(); i++) {
      if (in.get(tags.images[i])) {
        found[size++] = i;
      }
    }
    return Arrays.copyOf(found, size);
  }

  private BitSet havingAll(Tags tags) {
    var all = new BitSet();
    all.set(0, tags.imageCount);
    selection.tags().forEach(pattern -> all.and(having(tags, pattern::matches)));
    return all;
  }

  private static BitSet having(Tags tags, Predicate<String> name) {
    var images = new BitSet();
    for (int i = 0; i < tags.size(); i++) {
      if (name.test(tags.names[i])) {
        images.set(tags.images[i]);
      }
    }
    return images;
  }

  /// Whether labels and media type are those asked for; nothing when they are not known.
  private Optional<Boolean> fits(int tag, Witness witness) {
    Optional<Boolean> labels =
        selection.labels().isEmpty()
            ? Optional.of(true)
            : witness.labels(tag).map(selection.labels()::match);
    Optional<Boolean> type =
        selection.mediaTypes().isEmpty()
            ? Optional.of(true)
            : witness.mediaType(tag).map(found -> Pattern.any(selection.mediaTypes(), found));
    boolean no = Stream.of(labels, type).anyMatch(fits -> fits.isPresent() && !fits.get());
    return no ? Optional.of(false) : labels.isPresent() ? type : labels;
  }
}
