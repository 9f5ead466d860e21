// SPDX-License-Identifier: Apache-2.0
package drclean.retention;

import com.google.re2j.Matcher;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What names are asked for: a glob (`*` within one component of a path, `**` across, `?` one
/// character), or behind `re:` a regular expression that must match the whole name. A `!` before
/// either turns it round. Takes time linear in the name, whatever was asked.
public final class Pattern {
  private static final int LONGEST = 1000;
  private static final int MOST_REPEATS = 1000;
  private static final String NOT_IN_GLOBS = "[]{}()|^$\\";
  private static final com.google.re2j.Pattern REPEAT =
      com.google.re2j.Pattern.compile("\\{(\\d*)(?:,(\\d*))?\\}");

  private final String text;
  private final Predicate<String> names;

  /// Reads a pattern; what is none is an [IllegalArgumentException] that says why.
  public Pattern(String text) {
    this.text = text;
    if (text.isEmpty() || text.length() > LONGEST) {
      throw new IllegalArgumentException("a pattern has 1 to %d characters".formatted(LONGEST));
    }
    Predicate<String> found = text.startsWith("!") ? positive(text.substring(1)) : positive(text);
    this.names = text.startsWith("!") ? found.negate() : found;
  }

  /// Many at once.
  public static List<Pattern> list(String... texts) {
    return List.of(texts).stream().map(Pattern::new).toList();
  }

  private static Predicate<String> positive(String text) {
    return text.startsWith("re:") ? regex(text.substring(3)) : glob(text);
  }

  private static Predicate<String> regex(String text) {
    com.google.re2j.Pattern compiled = compile(text);
    return compiled::matches;
  }

  private static com.google.re2j.Pattern compile(String text) {
    refuseManyRepeats(text);
    try {
      return com.google.re2j.Pattern.compile(text, com.google.re2j.Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("no regular expression: " + e.getMessage(), e);
    }
  }

  /// Repeats of repeats multiply the memory of a compiled expression.
  private static void refuseManyRepeats(String text) {
    Matcher repeat = REPEAT.matcher(text);
    long product = 1;
    while (repeat.find() && product <= MOST_REPEATS) {
      product *= Math.max(1, Math.max(number(repeat.group(1)), number(repeat.group(2))));
    }
    if (product > MOST_REPEATS) {
      throw new IllegalArgumentException("it repeats more than %d times".formatted(MOST_REPEATS));
    }
  }

  private static long number(@org.jspecify.annotations.Nullable String digits) {
    return digits == null || digits.isEmpty()
        ? 1
        : Long.parseLong(digits.length() > 5 ? "99999" : digits);
  }

  private static Predicate<String> glob(String text) {
    text.chars()
        .filter(c -> NOT_IN_GLOBS.indexOf(c) >= 0)
        .findFirst()
        .ifPresent(
            c -> {
              throw new IllegalArgumentException(
                  "a glob knows *, ** and ?, not '%c'; a regular expression begins with re:"
                      .formatted(c));
            });
    if (text.equals("**")) {
      return _ -> true;
    }
    int star = text.indexOf('*');
    if (star < 0 && text.indexOf('?') < 0) {
      return text::equals;
    }
    boolean oneAtTheEnd = star == text.length() - 1 && text.indexOf('?') < 0;
    return oneAtTheEnd ? beginningWith(text.substring(0, star)) : regex(expression(text));
  }

  private static Predicate<String> beginningWith(String start) {
    return name -> name.startsWith(start) && name.indexOf('/', start.length()) < 0;
  }

  private static String expression(String glob) {
    return com.google.re2j.Pattern.quote(glob)
        .replace("\\*\\*/", "(?:.*/)?")
        .replace("\\*\\*", ".*")
        .replace("\\*", "[^/]*")
        .replace("\\?", "[^/]");
  }

  /// Whether a name is asked for.
  public boolean matches(String name) {
    return names.test(name);
  }

  /// Whether any of these patterns asks for the name.
  public static boolean any(List<Pattern> patterns, String name) {
    for (Pattern pattern : patterns) {
      if (pattern.matches(name)) {
        return true;
      }
    }
    return false;
  }

  /// Whether it takes the slower way of regular expressions.
  public boolean slow() {
    return text.contains("re:") || text.indexOf('*') != text.lastIndexOf('*') || text.contains("?");
  }

  /// What finds the groups that a name's captures spell, joined; only for `re:` patterns that
  /// capture.
  public Captures captures() {
    if (!text.startsWith("re:")) {
      throw new IllegalArgumentException("only a pattern that begins with re: captures");
    }
    com.google.re2j.Pattern compiled = compile(text.substring(3));
    if (compiled.groupCount() == 0) {
      throw new IllegalArgumentException("it captures nothing; put what tells groups apart in ()");
    }
    return name -> captured(compiled.matcher(name));
  }

  private static Optional<String> captured(Matcher matcher) {
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var groups = new StringBuilder();
    for (int i = 1; i <= matcher.groupCount(); i++) {
      groups.append(i == 1 ? "" : "/").append(matcher.group(i) == null ? "" : matcher.group(i));
    }
    return Optional.of(groups.toString());
  }

  /// What a name's captures spell, or nothing when it does not match.
  @FunctionalInterface
  public interface Captures {
    Optional<String> of(String name);
  }

  /// The pattern's own text.
  public String text() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pattern that && that.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
