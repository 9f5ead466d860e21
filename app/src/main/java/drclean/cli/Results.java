// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// The way of results out of the process. It remembers why they did not arrive; a reader who closed
/// its end (`head`) has all that it wanted.
final class Results extends FilterOutputStream {
  private Optional<String> lost = Optional.empty();

  Results(OutputStream out) {
    super(out);
  }

  Optional<String> lost() {
    return lost;
  }

  private interface Writing {
    void write() throws IOException;
  }

  private void attempt(Writing writing) throws IOException {
    try {
      writing.write();
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      lost = why.contains("Broken pipe") ? lost : Optional.of(why);
      throw e;
    }
  }

  @Override
  public void write(int b) throws IOException {
    attempt(() -> out.write(b));
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    attempt(() -> out.write(bytes, from, length));
  }

  @Override
  public void flush() throws IOException {
    attempt(out::flush);
  }
}
