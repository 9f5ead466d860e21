// SPDX-License-Identifier: Apache-2.0
package drclean.laws;

import drclean.storage.Answer;
import drclean.storage.Content;
import drclean.storage.Source;
import drclean.storage.Stat;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// A source in which one file or folder may not be read.
record VeiledSource(Source source, String veiled) implements Source {
  private static final String WHY = "permission denied";

  @Override
  public Answer<List<String>> list(String folder) {
    return hidden(folder) ? new Answer.Unreadable<>(WHY) : source.list(folder);
  }

  @Override
  public Answer<Content> read(String path, int limit) {
    return hidden(path) ? new Answer.Unreadable<>(WHY) : source.read(path, limit);
  }

  /// What it is can be seen from the folder above.
  @Override
  public Answer<Stat> stat(String path) {
    return path.startsWith(veiled + "/") ? new Answer.Unreadable<>(WHY) : source.stat(path);
  }

  @Override
  public InputStream open(String path) throws IOException {
    if (hidden(path)) {
      throw new IOException(WHY);
    }
    return source.open(path);
  }

  private boolean hidden(String path) {
    return path.equals(veiled) || path.startsWith(veiled + "/");
  }
}
