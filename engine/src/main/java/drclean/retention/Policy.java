// SPDX-License-Identifier: Apache-2.0
package drclean.retention;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/// Which tags stay, and why. Only a rule that says `delete` deletes, and only tags that it selects;
/// any keep or protection, from any rule, wins. The order of rules does not matter.
///
/// @param defaults waiting times and limits
/// @param protect what stays before any rule is asked
/// @param rules the rules
/// @param untagged which manifests without tag stay
/// @param orphans when attachments without subject go
/// @param pressure how full a storage must be before anything goes
/// @param pulls which pulls do not count
/// @param examples what the policy itself says that it does
public record Policy(
    Defaults defaults,
    Protect protect,
    List<Rule> rules,
    Untagged untagged,
    Orphans orphans,
    Pressure pressure,
    Pulls pulls,
    List<Example> examples) {
  /// The version of the policy language.
  public static final int VERSION = 1;

  /// A policy that deletes nothing.
  public static final Policy NONE = of();

  public Policy {
    rules = List.copyOf(rules);
    examples = List.copyOf(examples);
    var names = new HashSet<String>();
    for (Rule rule : rules) {
      if (!names.add(rule.name())) {
        throw new IllegalArgumentException("two rules are named " + rule.name());
      }
    }
  }

  /// A policy of these rules, all else as policies begin.
  public static Policy of(Rule... rules) {
    return new Policy(
        Defaults.CAREFUL,
        Protect.NOTHING,
        List.of(rules),
        Untagged.STAY,
        new Orphans(Amount.FOREVER),
        Pressure.NONE,
        Pulls.UNTOLD,
        List.of());
  }

  /// The same with these waiting times and limits.
  public Policy with(Defaults other) {
    return new Policy(other, protect, rules, untagged, orphans, pressure, pulls, examples);
  }

  /// The same protecting this.
  public Policy with(Protect other) {
    return new Policy(defaults, other, rules, untagged, orphans, pressure, pulls, examples);
  }

  /// The same with these rules.
  public Policy with(List<Rule> other) {
    return new Policy(defaults, protect, other, untagged, orphans, pressure, pulls, examples);
  }

  /// The same with this said of untagged manifests.
  public Policy with(Untagged other) {
    return new Policy(defaults, protect, rules, other, orphans, pressure, pulls, examples);
  }

  /// The same with this said of orphans.
  public Policy with(Orphans other) {
    return new Policy(defaults, protect, rules, untagged, other, pressure, pulls, examples);
  }

  /// Waiting times and limits: nothing younger than `grace` goes, what went can be given back for
  /// the time of `quarantine`, and `minKeep` images stay in a repository whatever rules say.
  public record Defaults(Duration grace, Duration quarantine, int minKeep, Limits limits) {
    /// What policies begin with.
    public static final Defaults CAREFUL =
        new Defaults(Duration.ofHours(24), Duration.ofDays(7), 1, Limits.CAREFUL);

    public Defaults {
      Amount.notNegative("grace", grace);
      Amount.notNegative("quarantine", quarantine);
      if (minKeep < 0) {
        throw new IllegalArgumentException("min-keep must not be negative");
      }
    }

    /// The same with another grace time.
    public Defaults grace(Duration other) {
      return new Defaults(other, quarantine, minKeep, limits);
    }

    /// The same with another floor.
    public Defaults minKeep(int other) {
      return new Defaults(grace, quarantine, other, limits);
    }
  }

  /// How much one run may take; above it stops and asks.
  public record Limits(int percent, long images, long bytes) {
    /// What policies begin with.
    public static final Limits CAREFUL = new Limits(20, 2_000, 500L << 30);

    public Limits {
      if (percent < 0 || percent > 100 || images < 0 || bytes < 0) {
        throw new IllegalArgumentException(
            "no limits: %d %%, %d images, %d bytes".formatted(percent, images, bytes));
      }
    }
  }

  /// What stays before any rule is asked.
  ///
  /// @param tags names of tags
  /// @param repos whole repositories
  /// @param digests manifests
  /// @param inUse where references to what is in use come from: `kubernetes`, `file:…`, `url:…`
  /// @param hosts other names of this registry in such references
  /// @param keepUntil the label that holds the day until which an image stays; empty for none
  public record Protect(
      List<Pattern> tags,
      List<Pattern> repos,
      List<drclean.registry.Digest> digests,
      List<String> inUse,
      List<String> hosts,
      String keepUntil) {
    /// Protects nothing.
    public static final Protect NOTHING =
        new Protect(List.of(), List.of(), List.of(), List.of(), List.of(), "");

    public Protect {
      tags = List.copyOf(tags);
      repos = List.copyOf(repos);
      digests = List.copyOf(digests);
      inUse = List.copyOf(inUse);
      hosts = List.copyOf(hosts);
    }

    /// The same protecting these names.
    public Protect tags(String... names) {
      return new Protect(Pattern.list(names), repos, digests, inUse, hosts, keepUntil);
    }

    /// The same protecting what these sources say to be in use.
    public Protect inUse(String... sources) {
      return new Protect(tags, repos, digests, List.of(sources), hosts, keepUntil);
    }
  }

  /// Which manifests without tag stay: the younger ones, and the last `history` that each tag
  /// pointed at.
  public record Untagged(Duration olderThan, int history) {
    /// All stay.
    public static final Untagged STAY = new Untagged(Amount.FOREVER, 0);

    public Untagged {
      Amount.notNegative("older-than", olderThan);
      if (history < 0) {
        throw new IllegalArgumentException("history must not be negative");
      }
    }

    /// Whether any of them may go.
    public boolean deletes() {
      return !olderThan.equals(Amount.FOREVER);
    }
  }

  /// How old an attachment without subject must be to go.
  public record Orphans(Duration olderThan) {
    public Orphans {
      Amount.notNegative("older-than", olderThan);
    }
  }

  /// Deletions begin when the storage is so full, and end when it is only so full.
  public record Pressure(int start, int stop) {
    /// Deletions need no pressure.
    public static final Pressure NONE = new Pressure(0, 0);

    public Pressure {
      if (start < 0 || start > 100 || stop < 0 || stop > start) {
        throw new IllegalArgumentException("pressure stops at or below where it starts");
      }
    }
  }

  /// The file that tells of pulls, empty for none; pulls by these users or programs do not count.
  public record Pulls(String file, List<Pattern> ignoreFrom) {
    /// Nothing tells of pulls.
    public static final Pulls UNTOLD = new Pulls("", List.of());

    public Pulls {
      ignoreFrom = List.copyOf(ignoreFrom);
    }
  }
}
