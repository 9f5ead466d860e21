// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.registry.Digests;
import drclean.registry.Finding;
import drclean.registry.Finding.Effect;
import drclean.registry.Finding.Kind;
import drclean.registry.Tagged;
import drclean.storage.Answer;
import drclean.storage.Content;
import drclean.storage.Source;
import drclean.storage.Stat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Reads tag files: the id of an image, nothing else. What a tag points at decides what lives, so a
/// tag that cannot be read blocks every plan.
record V1Tags(V1Files files, Consumer<Finding> found) {
  private static final int LONGEST = 1 << 20;

  /// A tag file, and the names beside it.
  record File(String repository, String name, Set<String> siblings) {
    /// Whether a tag `_x` lies beside this `x_json`, whose metadata this may be.
    boolean mayBeMetadata() {
      return V1Paths.sharer(name).filter(tag -> siblings.contains(V1Paths.TAG + tag)).isPresent();
    }
  }

  /// What a tag file says.
  private sealed interface Word {
    record Points(int image, Instant time) implements Word {}

    record Metadata() implements Word {}

    record Gone() implements Word {}

    record Unclear(String why, Instant time) implements Word {}
  }

  /// The tag in a file; nothing when the file has gone or is another tag's metadata.
  Optional<Tagged> read(File file) {
    return switch (files.again(() -> word(file), Word.Unclear.class::isInstance)) {
      case Word.Points(var image, var time) ->
          Optional.of(new Tagged(file.name(), image, pushed(file, time)));
      case Word.Unclear(var why, var time) -> {
        found.accept(unclear(file, why));
        yield Optional.of(new Tagged(file.name(), Digests.NONE, time));
      }
      case Word.Metadata _, Word.Gone _ -> Optional.empty();
    };
  }

  private Word word(File file) {
    return switch (files.source().read(path(file), LONGEST)) {
      case Answer.Found<Content>(var content) -> word(file, content);
      case Answer.Absent<Content> _ ->
          files
              .stat(path(file))
              .<Word>map(stat -> new Word.Unclear(nowhere(stat), stat.time()))
              .orElse(new Word.Gone());
      case Answer.Unreadable<Content>(var why) ->
          new Word.Unclear(why, files.stat(path(file)).map(Stat::time).orElse(Instant.EPOCH));
    };
  }

  private String path(File file) {
    return files.paths().tag(file.repository(), file.name());
  }

  private static String nowhere(Stat stat) {
    return stat.kind() == Stat.Kind.LINK ? "it is a symbolic link to nowhere" : "it comes and goes";
  }

  private Word word(File file, Content content) {
    String text = text(content.bytes());
    int image = V1Json.id(text, files.digests());
    if (image != Digests.NONE) {
      return new Word.Points(image, content.time());
    }
    if (text.startsWith("{") && file.mayBeMetadata()) {
      return new Word.Metadata();
    }
    String why =
        content.bytes().length == 0
            ? "it is empty"
            : text.startsWith("{")
                ? "it holds a JSON object"
                : "what it holds is not the id of an image";
    return new Word.Unclear(why, content.time());
  }

  /// The image that a tag file names, if it names one.
  static Optional<Digest> target(Source source, String path) {
    return source
        .read(path, LONGEST)
        .found()
        .flatMap(content -> Digest.of(Digest.V1, text(content.bytes())));
  }

  /// The text without what people's editors put around it.
  private static String text(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return (text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
  }

  /// The newest of the tag and its metadata: with its cache on, the server writes only the latter
  /// when a tag is pushed again unchanged.
  private Instant pushed(File file, Instant time) {
    String metadata = V1Paths.metadata(file.name());
    if (!file.siblings().contains(metadata)) {
      return time;
    }
    String path = Source.join(files.paths().repository(file.repository()), metadata);
    return files.stat(path).map(Stat::time).filter(time::isBefore).orElse(time);
  }

  private Finding unclear(File file, String why) {
    return new Finding(
        Kind.UNREADABLE,
        file.repository() + ":" + file.name(),
        path(file),
        why + ", so the image that it needs is not known",
        "push the tag again, write the id of its image into the file, or remove the tag",
        Effect.BLOCKS);
  }
}
