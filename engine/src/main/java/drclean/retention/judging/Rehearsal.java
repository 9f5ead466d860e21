// SPDX-License-Identifier: Apache-2.0
package drclean.retention.judging;

import drclean.registry.Digest;
import drclean.registry.Digests;
import drclean.registry.Inventory;
import drclean.registry.Links;
import drclean.registry.Needs;
import drclean.registry.Repository;
import drclean.registry.Repository.Whole;
import drclean.registry.Sizes;
import drclean.registry.Tagged;
import drclean.retention.Example;
import drclean.retention.Example.Ago;
import drclean.retention.Example.Case;
import drclean.retention.Policy;
import drclean.retention.judging.Told.Said;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Runs the examples that a policy brings: tags of a repository that does not exist, judged at a
/// fixed moment, with a pull history that reaches back to the beginning.
public final class Rehearsal {
  /// When examples are judged: noon of a Thursday.
  public static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

  /// A tag that got another verdict than its example expects, or none of its reasons.
  public record Failure(String example, Case expected, Verdict actual) {
    /// It as a sentence.
    public String words() {
      return "%s: %s should be %s%s, but is %s (%s)"
          .formatted(
              example,
              expected.tag(),
              expected.expect(),
              expected.because().isEmpty() ? "" : " (" + expected.because() + ")",
              actual.kind(),
              actual.because());
    }
  }

  private final Example example;
  private final Digests digests = new Digests("sha256");
  private final Map<Integer, Case> byDigest = new HashMap<>();

  private Rehearsal(Example example) {
    this.example = example;
  }

  /// All that is not as the policy's examples say.
  public static List<Failure> run(Policy policy) {
    return policy.examples().stream()
        .flatMap(example -> new Rehearsal(example).failures(policy).stream())
        .toList();
  }

  private List<Failure> failures(Policy policy) {
    Inventory inventory = inventory();
    List<Verdict> verdicts = Judge.judge(asked(policy), inventory, evidence(policy), NOW).of(0);
    var failures = new ArrayList<Failure>();
    for (int tag = 0; tag < verdicts.size(); tag++) {
      Case expected = example.tags().get(tag);
      Verdict actual = verdicts.get(tag);
      boolean same = actual.kind().name().equals(expected.expect().name());
      if (!same || !actual.because().contains(expected.because())) {
        failures.add(new Failure(example.name(), expected, actual));
      }
    }
    return failures;
  }

  /// What an example does not say to be in use is not: its sources told, and named nothing here.
  private Policy asked(Policy policy) {
    boolean nothing =
        References.read(example.inUse(), policy.protect().hosts()) instanceof Said<References> said
            && said.value().all().stream().noneMatch(this::names);
    return nothing ? policy.with(policy.protect().inUse(new String[0])) : policy;
  }

  private boolean names(References.Reference reference) {
    return reference.digest().filter(digest -> digests.find(digest) != Digests.NONE).isPresent()
        || reference.tags().stream()
            .filter(name -> name.repository().equals(example.repo()))
            .anyMatch(name -> example.tags().stream().anyMatch(t -> t.tag().equals(name.tag())));
  }

  private Inventory inventory() {
    List<Tagged> tags =
        example.tags().stream()
            .map(one -> new Tagged(one.tag(), id(one), moment(one.pushed(), Instant.EPOCH)))
            .toList();
    int[] manifests = tags.stream().mapToInt(Tagged::digest).distinct().toArray();
    var repository =
        new Repository(
            example.repo(), tags, new Links(manifests, new long[0]), Links.NONE, Whole.YES);
    return new Inventory(
        "example",
        digests,
        List.of(repository),
        new BitSet(),
        new BitSet(),
        new Needs(),
        new Sizes(),
        List.of());
  }

  private int id(Case one) {
    int id = digests.intern(Digest.parse(one.image()).orElseGet(() -> digest(one.image())));
    byDigest.merge(id, one, (first, next) -> next.pulled() instanceof Ago.Known ? next : first);
    return id;
  }

  /// The digest that an image of this name has in examples.
  static Digest digest(String image) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(image.getBytes(StandardCharsets.UTF_8));
      return new Digest("sha256", HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Instant moment(Ago ago, Instant unknown) {
    return switch (ago) {
      case Ago.Known(var age) -> NOW.minus(age);
      case Ago.Unknown _ -> unknown;
    };
  }

  private static long millis(Ago ago) {
    return switch (ago) {
      case Ago.Known(var age) -> NOW.minus(age).toEpochMilli();
      case Ago.Unknown _ -> Evidence.UNKNOWN;
    };
  }

  private Evidence evidence(Policy policy) {
    Evidence evidence =
        Evidence.none()
            .created(Told.said(digest -> millis(of(digest).created())))
            .pulls(
                Told.said(
                    new Evidence.Pulls(Instant.EPOCH, (_, digest) -> millis(of(digest).pulled()))));
    for (String source : policy.protect().inUse()) {
      evidence = evidence.inUse(source, References.read(example.inUse(), policy.protect().hosts()));
    }
    return evidence;
  }

  private Case of(int digest) {
    return java.util.Objects.requireNonNull(byDigest.get(digest));
  }
}
