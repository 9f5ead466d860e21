// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import drclean.registry.Digest;
import drclean.registry.Item;
import drclean.registry.Refused;
import drclean.remote.Stored;
import drclean.run.RunId;
import drclean.storage.Answer;
import drclean.storage.StorageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One untag, as its folder on this machine shows it. All that undoing needs is saved, and on the
/// disk, before anything is removed; what became of each tag is noted as it happens, so that a run
/// that was killed at any place can be undone.
///
/// @param id its name, which tells when it began
/// @param tags what it was to remove, in order
/// @param fates what became of them; of some nothing is noted when it was killed
/// @param ended how it ended, if it did
public record SavedRun(
    State state, String id, List<Saved> tags, Map<Item.Tag, Fate> fates, Optional<String> ended) {
  private static final String RUNS = "runs";
  private static final String PLAN = "plan.jsonl";
  private static final String FATES = "fates.jsonl";
  private static final int LARGEST = 1 << 30;

  /// Saves what is to be removed; nothing has been removed yet.
  static SavedRun save(State state, String verb, List<Saved> tags, Instant now) {
    String id = RunId.make(now, verb, RandomGenerator.getDefault());
    var run = new SavedRun(state, id, tags, new HashMap<>(), Optional.empty());
    state.storage().save(run.path(PLAN), out -> write(out, tags));
    return run;
  }

  private String path(String file) {
    return state.path(RUNS + "/" + id + "/" + file);
  }

  private static void write(OutputStream out, List<Saved> tags) throws IOException {
    var manifests = new HashMap<Digest, Stored>();
    for (Saved saved : tags) {
      if (saved.manifest().isPresent()
          && manifests.putIfAbsent(saved.target(), saved.manifest().get()) == null) {
        JsonLine.write(out, manifest(saved.manifest().get()));
      }
      JsonLine.write(out, tag(saved));
    }
    JsonLine.write(out, Map.of("saved", Integer.toString(tags.size())));
  }

  private static Map<String, String> manifest(Stored manifest) {
    var line = new LinkedHashMap<String, String>();
    line.put("manifest", manifest.digest().toString());
    line.put("type", manifest.type());
    line.put("bytes", Base64.getEncoder().encodeToString(manifest.bytes()));
    return line;
  }

  private static Map<String, String> tag(Saved saved) {
    var line = new LinkedHashMap<String, String>();
    line.put("repository", saved.tag().repository());
    line.put("tag", saved.tag().name());
    line.put("digest", saved.target().toString());
    line.put("because", saved.because());
    return line;
  }

  /// Notes what became of a tag. A process that is killed afterwards does not undo that.
  void note(Fate fate) {
    fates.put(fate.tag(), fate);
    var line = new LinkedHashMap<String, String>();
    line.put("repository", fate.tag().repository());
    line.put("tag", fate.tag().name());
    line.put("fate", fate.kind().word());
    line.put("why", fate.why());
    append(line);
  }

  /// Notes that it ended, and how.
  void end(String how) {
    append(Map.of("ended", how));
  }

  private void append(Map<String, String> line) {
    Path file = state.root().resolve(path(FATES));
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      JsonLine.write(out, line);
    } catch (IOException e) {
      throw new StorageException("write", file.toString(), e);
    }
  }

  /// What it removed, or may have removed, and was not given back.
  public List<Saved> removed() {
    return tags.stream()
        .filter(
            saved ->
                Optional.ofNullable(fates.get(saved.tag()))
                    .map(fate -> fate.kind().removed())
                    .orElse(ended.isEmpty()))
        .toList();
  }

  /// When it began.
  public Instant started() {
    return RunId.started(id).orElseThrow();
  }

  /// All runs, the newest first.
  public static List<String> ids(State state) {
    return state.storage().list(state.path(RUNS)).found().orElse(List.of()).stream()
        .filter(name -> RunId.started(name).isPresent())
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /// A run as it was saved.
  public static SavedRun read(State state, String id) {
    if (!ids(state).contains(id)) {
      throw new Refused("there is no run %s in %s".formatted(id, state.folder().resolve(RUNS)));
    }
    var run = new SavedRun(state, id, List.of(), new HashMap<>(), Optional.empty());
    var reading = new SavedRunReader(id);
    run.lines(PLAN).forEach(reading::plan);
    run.lines(FATES).forEach(reading::fate);
    return new SavedRun(state, id, reading.tags(), reading.fates(), reading.ended());
  }

  private List<String> lines(String file) {
    return switch (state.storage().bytes(path(file), LARGEST)) {
      case Answer.Found<byte[]>(var bytes) -> new String(bytes, UTF_8).lines().toList();
      case Answer.Absent<byte[]> _ -> List.of();
      case Answer.Unreadable<byte[]>(var why) ->
          throw new StorageException("read", path(file), new IOException(why));
    };
  }
}
