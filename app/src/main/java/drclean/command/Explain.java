// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.command.Explanation.State;
import drclean.plan.Plan.Total;
import drclean.plan.Scope;
import drclean.plan.Step;
import drclean.registry.Digest;
import drclean.registry.Digests;
import drclean.registry.Inventory;
import drclean.registry.Item;
import drclean.registry.Refused;
import drclean.registry.Repository;
import drclean.registry.Tagged;
import drclean.run.Registry;
import drclean.run.Runs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Answers why something is kept, or why it is not.
public final class Explain {
  private final Registry registry;
  private final Scope scope;
  private final Instant now;
  private final Seen seen;
  private final Inventory inventory;

  private Explain(Registry registry, Scope scope, Instant now) {
    this.registry = registry;
    this.scope = scope;
    this.now = now;
    this.seen = Seen.of(registry, scope, now);
    this.inventory = seen.inventory();
  }

  /// Explains one thing in a registry.
  public static Explanation of(Registry registry, Scope scope, Instant now, String text) {
    var explain = new Explain(registry, scope, now);
    return explain.explain(text, What.of(text));
  }

  private Explanation explain(String text, What what) {
    return switch (what) {
      case What.Anywhere(var digest) -> explain(text, meant(digest), Optional.empty());
      case What.Beginning(var beginning) -> explain(text, only(beginning), Optional.empty());
      case What.Within(var repository, var digest) ->
          explain(text, digest, Optional.of(named(repository, text)));
      case What.Named(var repository, var tag) ->
          named(repository, text).tags().stream()
              .filter(t -> t.name().equals(tag))
              .findFirst()
              .filter(Tagged::readable)
              .map(t -> inventory.digests().get(t.digest()))
              .map(digest -> explain(text, digest, Optional.of(named(repository, text))))
              .or(() -> moved(text, new Item.Tag(repository, tag)))
              .orElseGet(() -> absent(text, "", untold(named(repository, text), tag)));
    };
  }

  /// Bare digits are an id in a v1 registry, and a digest in any other.
  private Digest meant(Digest digest) {
    if (!digest.algorithm().equals(Digest.V1) || !inventory.layout().equals("v2")) {
      return digest;
    }
    return Digest.of("sha256", digest.hex()).orElseGet(() -> only(digest.hex()));
  }

  private static String untold(Repository repository, String tag) {
    boolean there = repository.tags().stream().anyMatch(t -> t.name().equals(tag));
    return there
        ? "what the tag points at cannot be read; `validate` says why"
        : "%s has no tag %s".formatted(repository.name(), tag);
  }

  /// The one digest that begins so.
  private Digest only(String beginning) {
    List<Digest> found =
        IntStream.range(0, inventory.digests().size())
            .mapToObj(inventory.digests()::get)
            .filter(digest -> begins(digest, beginning))
            .limit(2)
            .toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw new Refused(
        found.isEmpty()
            ? "no digest here begins with %s; one in quarantine must be given whole"
                .formatted(beginning)
            : "several digests begin with %s; give more of it".formatted(beginning));
  }

  private static boolean begins(Digest digest, String beginning) {
    return (beginning.contains(":") ? digest.toString() : digest.hex()).startsWith(beginning);
  }

  private Repository named(String name, String text) {
    return inventory.repositories().stream()
        .filter(repository -> repository.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Refused(new Unnamed(name, text, inventory).sentence()));
  }

  private Explanation explain(String text, Digest digest, Optional<Repository> within) {
    int id = inventory.digests().find(digest);
    Optional<String> run = quarantined(new Item.Blob(digest));
    if (run.isPresent() && (id == Digests.NONE || !inventory.blobs().get(id))) {
      return moved(text, digest.toString(), run.get(), "--digest " + digest);
    }
    if (id == Digests.NONE) {
      return absent(text, digest.toString(), "nothing in this registry has or names this digest");
    }
    List<List<String>> chains = Chains.to(id, inventory, scope.keep());
    List<String> reasons = planned(digest);
    State state = state(id, reasons, chains);
    reasons.addAll(besides(id, state, chains.isEmpty()));
    return new Explanation(text, digest.toString(), state, reasons, chains, freed(id, within));
  }

  private List<String> besides(int id, State state, boolean unreached) {
    var reasons = new ArrayList<String>();
    String pin = seen.surveyed().look().pins().get(id);
    if (state == State.YOUNG) {
      reasons.add("it, a link to it, or what needs it is younger than the grace time");
    }
    if (pin != null) {
      reasons.add(pin);
    } else if (state == State.NEEDED && unreached) {
      reasons.add(sheltered(id));
    }
    if (inventory.unreadable().get(id)) {
      reasons.add("it cannot be read, so that what it needs is unknown; `validate` says why");
    }
    if (!inventory.blobs().get(id)) {
      reasons.add("its content is missing here; push it again, or restore it");
    }
    return reasons;
  }

  /// Why something stays to which no chain leads.
  private String sheltered(int id) {
    return seen.surveyed().unneeded().blobs().get(id)
        ? "nothing that can be read needs it, but not all can, so that nothing is cleaned now;"
            + " `report` says why"
        : "a repository that links it cannot be read whole, so that all it links stays;"
            + " `validate` says what is wrong";
  }

  private static Explanation absent(String text, String digest, String why) {
    return new Explanation(text, digest, State.ABSENT, List.of(why), List.of(), Total.NONE);
  }

  private Optional<String> quarantined(Item item) {
    return Runs.ids(registry).stream().filter(run -> keeps(run, item)).findFirst();
  }

  private boolean keeps(String run, Item item) {
    try (var moves = Runs.moves(registry, run)) {
      return moves.anyMatch(move -> move.item().equals(item));
    }
  }

  /// A tag that is not here, and that a run moved away.
  private Optional<Explanation> moved(String text, Item.Tag tag) {
    boolean here =
        named(tag.repository(), text).tags().stream().anyMatch(t -> t.name().equals(tag.name()));
    return here
        ? Optional.empty()
        : quarantined(tag).map(run -> moved(text, "", run, "--tag " + tag.title()));
  }

  private static Explanation moved(String text, String digest, String run, String part) {
    String why =
        "run %s moved it; `restore REGISTRY %s %s` gives it back".formatted(run, run, part);
    return new Explanation(text, digest, State.QUARANTINED, List.of(why), List.of(), Total.NONE);
  }

  private State state(int id, List<String> reasons, List<List<String>> chains) {
    if (!reasons.isEmpty()) {
      return State.GARBAGE;
    }
    if (seen.firstSight().blobs().get(id) && !seen.surveyed().unneeded().blobs().get(id)) {
      return State.YOUNG;
    }
    return chains.isEmpty() && !inventory.blobs().get(id) ? State.ABSENT : State.NEEDED;
  }

  private List<String> planned(Digest digest) {
    try (var steps = seen.plan(registry, scope, now).steps().get()) {
      return new ArrayList<>(
          steps
              .filter(step -> step.item() instanceof Item.Blob(var moved) && moved.equals(digest))
              .map(Step::because)
              .toList());
    } catch (Refused _) {
      return new ArrayList<>();
    }
  }

  /// What only this one keeps: all that is reached, without what is reached when it is no root.
  private Total freed(int id, Optional<Repository> within) {
    BitSet all = inventory.needs().knows(id) ? reached(within, _ -> true) : single(id);
    if (inventory.needs().knows(id)) {
      all.andNot(reached(within, root -> root != id));
    }
    all.and(inventory.blobs());
    return sum(all);
  }

  private BitSet reached(Optional<Repository> within, IntPredicate root) {
    var reached = new BitSet();
    for (Repository repository : inventory.repositories()) {
      boolean apart = within.isPresent() && !within.get().equals(repository);
      Chains.reach(inventory, repository, digest -> apart || root.test(digest), reached::set);
    }
    return reached;
  }

  private static BitSet single(int id) {
    var one = new BitSet();
    one.set(id);
    return one;
  }

  private Total sum(BitSet blobs) {
    long bytes = blobs.stream().mapToLong(blob -> Math.max(0, inventory.sizes().get(blob))).sum();
    return new Total(blobs.cardinality(), bytes);
  }
}
