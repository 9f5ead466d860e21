// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.storage.Answer;
import drclean.storage.Content;
import drclean.storage.Shared;
import drclean.storage.Source;
import drclean.storage.Stat;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A source in which some paths may not be read, and some are gone as soon as they were listed.
record V1Troubled(Source source, Set<String> denied, Set<String> gone) implements Source {
  @Override
  public Answer<List<String>> list(String folder) {
    return gone.contains(folder)
        ? new Answer.Absent<>()
        : denied.contains(folder)
            ? new Answer.Unreadable<>("permission denied")
            : source.list(folder);
  }

  @Override
  public Answer<Content> read(String path, int limit) {
    return denied.contains(path)
        ? new Answer.Unreadable<>("permission denied")
        : source.read(path, limit);
  }

  @Override
  public Answer<Stat> stat(String path) {
    return gone.contains(path) ? new Answer.Absent<>() : source.stat(path);
  }

  @Override
  public InputStream open(String path) throws IOException {
    return source.open(path);
  }

  @Override
  public Optional<Shared> shared(String path) {
    return source.shared(path);
  }
}
