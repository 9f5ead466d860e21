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
  private static final String PLAIN =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_/";
  private static final String NOT_IN_GLOBS = "[]{}()|^$\\";
  private static final com.google.re2j.Pattern REPEAT =
      com.google.re2j.Pattern.compile("\\{(\\d*)(?:,(\\d*))?\\}");

  private static final com.google.re2j.Pattern SIMPLE =
      com.google.re2j.Pattern.compile("!?([^*?]*|[^*?]*\\*|\\*\\*)");

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
    Expression expression = Expression.of(text);
    return name -> expression.on(name).isPresent();
  }

  /// An expression made quick for names: most are told by their beginning, and what may end in any
  /// way need not be looked at to its end.
  private record Expression(com.google.re2j.Pattern compiled, String start, boolean anyEnd) {
    static Expression of(String text) {
      compile(text);
      boolean anyEnd = text.endsWith(".*") && !text.endsWith("\\.*") && text.indexOf('|') < 0;
      String looked = anyEnd ? text.substring(0, text.length() - 2) : text;
      return new Expression(compile(looked), Pattern.start(text), anyEnd);
    }

    Optional<Matcher> on(String name) {
      if (!name.startsWith(start)) {
        return Optional.empty();
      }
      Matcher matcher = compiled.matcher(name);
      boolean found = anyEnd ? matcher.lookingAt() : matcher.matches();
      return found ? Optional.of(matcher) : Optional.empty();
    }
  }

  /// What every name that matches an expression begins with, as far as it is easy to see: most
  /// names need no more than a look at it.
  private static String start(String text) {
    if (text.indexOf('|') >= 0) {
      return "";
    }
    int from = text.startsWith("^") ? 1 : 0;
    int to = from;
    while (to < text.length() && PLAIN.indexOf(text.charAt(to)) >= 0) {
      to++;
    }
    boolean quantified = to < text.length() && "*?{".indexOf(text.charAt(to)) >= 0;
    return text.substring(from, quantified && to > from ? to - 1 : to);
  }

  private static com.google.re2j.Pattern compile(String text) {
    refuseManyRepeats(text);
    try {
      return com.google.re2j.Pattern.compile(text, com.google.re2j.Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("no regular expression: " + e.getDescription(), e);
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
    return text.contains("re:") || !SIMPLE.matches(text);
  }

  /// What finds the groups that a name's captures spell, joined; only for `re:` patterns that
  /// capture.
  public Captures captures() {
    if (!text.startsWith("re:")) {
      throw new IllegalArgumentException("only a pattern that begins with re: captures");
    }
    Expression expression = Expression.of(text.substring(3));
    if (expression.compiled.groupCount() == 0) {
      throw new IllegalArgumentException("it captures nothing; put what tells groups apart in ()");
    }
    return name -> expression.on(name).map(Pattern::captured);
  }

  private static String captured(Matcher matcher) {
    var groups = new StringBuilder();
    for (int i = 1; i <= matcher.groupCount(); i++) {
      groups.append(i == 1 ? "" : "/").append(matcher.group(i) == null ? "" : matcher.group(i));
    }
    return groups.toString();
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
