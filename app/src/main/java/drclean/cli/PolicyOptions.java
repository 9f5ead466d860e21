// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Charter;
import drclean.command.api.Survey;
import drclean.retention.Amount;
import drclean.retention.Delete;
import drclean.retention.Keep;
import drclean.retention.Pattern;
import drclean.retention.Policy;
import drclean.retention.Rule;
import drclean.retention.Selection;
import drclean.retention.reading.PolicyText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// By which policy: one in a file, or one that a few options say.
final class PolicyOptions {
  /// What is a name, and no pattern.
  private static final Predicate<String> PLAIN =
      java.util.regex.Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_./-]*").asMatchPredicate();

  private static final String LATEST = "latest";

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policy; - is standard input (docs/policies.md).")
  private @Nullable String file;

  @Option(
      names = "--keep-last",
      paramLabel = "N",
      description = "Without a file: the N newest images of a repository stay.")
  private @Nullable Integer keepLast;

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      converter = Amounts.OfTime.class,
      description = "Without a file: only what is older goes.")
  private @Nullable Duration olderThan;

  @Option(
      names = "--tags",
      paramLabel = "GLOB",
      description = "Without a file: only these tags go; latest only if this names it.")
  private List<String> tags = List.of();

  @Option(
      names = "--except",
      paramLabel = "GLOB",
      description = "Without a file: these tags do not go.")
  private List<String> except = List.of();

  @Option(names = "--repository", paramLabel = "GLOB", description = "Only in these repositories.")
  private List<String> repositories = List.of();

  private boolean quick() {
    return keepLast != null || olderThan != null || !tags.isEmpty() || !except.isEmpty();
  }

  /// The policy. One that options say is shown as a file would say it.
  Charter charter(Console console, TalkOptions talk) {
    if (file != null && quick()) {
      throw new Misused(
          "--policy, and --keep-last, --older-than, --tags, --except exclude each other");
    }
    if (file != null) {
      return Charter.beside(file, Policies.read(console, file));
    }
    if (keepLast == null && olderThan == null) {
      throw new Misused("say by which policy: --policy FILE, or --keep-last N, --older-than AGE");
    }
    Policy policy = policy();
    PolicyText.write(policy).lines().forEach(line -> talk.say(console, line));
    return new Charter(policy, Path.of(""));
  }

  private Policy policy() {
    try {
      Policy policy = Policy.of(Rule.of("quick", selection(), keep(), delete()));
      return tags.contains(LATEST) ? policy : policy.with(Policy.Protect.NOTHING.tags(LATEST));
    } catch (IllegalArgumentException e) {
      throw new Misused(String.valueOf(e.getMessage()));
    }
  }

  private Selection selection() {
    return Selection.of(patterns(repositories), patterns(tags)).except(named(except));
  }

  private List<Keep> keep() {
    return keepLast == null ? List.of() : List.of(new Keep.Last(keepLast));
  }

  private Delete delete() {
    return olderThan == null ? new Delete.Rest() : Delete.when(new Delete.OlderThan(olderThan));
  }

  private static List<Pattern> patterns(List<String> texts) {
    return texts.isEmpty() ? Selection.EVERYTHING : named(texts);
  }

  private static List<Pattern> named(List<String> texts) {
    return Pattern.list(texts.toArray(String[]::new));
  }

  /// The names of the repositories that were asked for.
  Predicate<String> repositories() {
    try {
      return new Like(patterns(repositories));
    } catch (IllegalArgumentException e) {
      throw new Misused("--repository: " + e.getMessage());
    }
  }

  /// What to look at through an API: the names that the policy and the command line speak of are
  /// asked for, whether they are listed or not.
  Survey.Asked asked(Charter charter) {
    return new Survey.Asked(
        repositories(), Set.copyOf(repositories.stream().filter(PLAIN).toList()), tags(charter));
  }

  /// The tags that a policy names outright.
  static Set<String> tags(Charter charter) {
    Policy policy = charter.policy();
    return Stream.concat(
            Stream.of(new Pattern("latest")),
            Stream.concat(
                policy.protect().tags().stream(),
                policy.rules().stream()
                    .map(Rule::selection)
                    .flatMap(it -> Stream.concat(it.tags().stream(), it.except().stream()))))
        .map(Pattern::text)
        .filter(PLAIN)
        .collect(Collectors.toSet());
  }

  /// Names that are like one of these patterns.
  private record Like(List<Pattern> patterns) implements Predicate<String> {
    @Override
    public boolean test(String name) {
      return Pattern.any(patterns, name);
    }

    @Override
    public String toString() {
      return patterns.stream().map(Pattern::text).collect(Collectors.joining(", "));
    }
  }

  /// As a policy writes it.
  static String age(Duration age) {
    return Amount.text(
        age.compareTo(Duration.ofDays(1)) >= 0
            ? Duration.ofDays(age.toDays())
            : age.compareTo(Duration.ofHours(1)) >= 0
                ? Duration.ofHours(age.toHours())
                : Duration.ofMinutes(Math.max(0, age.toMinutes())));
  }
}
