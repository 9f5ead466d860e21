// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.registry.Digest;
import drclean.storage.Answer;
import drclean.storage.Content;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// Reads `link` files. Registries before 3.1 write them in place, so one that holds no digest may
/// be half written: it is read again before it is judged.
record V2LinkFile(V2Tables tables) {
  private static final int LONGEST = 4096;
  private static final int READINGS = 3;

  /// What a link holds, and when it was written.
  record Link(Digest digest, Instant time) {}

  /// What the link at this path holds.
  Answer<Link> read(String path) {
    Answer<Link> answer = readOnce(path);
    for (int reading = 2;
        reading <= READINGS && answer instanceof Answer.Unreadable<Link>;
        reading++) {
      tables.means.pause().beforeReading(reading);
      answer = readOnce(path);
    }
    return answer;
  }

  private Answer<Link> readOnce(String path) {
    return switch (tables.source.read(path, LONGEST)) {
      case Answer.Found<Content>(var content) ->
          digest(content)
              .<Answer<Link>>map(digest -> new Answer.Found<>(new Link(digest, content.time())))
              .orElse(new Answer.Unreadable<>("it holds no digest"));
      case Answer.Unreadable<Content>(var why) -> new Answer.Unreadable<>(why);
      case Answer.Absent<Content> _ when tables.source.stat(path).absent() -> new Answer.Absent<>();
      case Answer.Absent<Content> _ -> new Answer.Unreadable<>("it leads nowhere");
    };
  }

  private static Optional<Digest> digest(Content content) {
    return Digest.parse(new String(content.bytes(), StandardCharsets.US_ASCII).strip());
  }
}
