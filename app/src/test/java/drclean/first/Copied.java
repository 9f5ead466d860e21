// SPDX-License-Identifier: Apache-2.0
package drclean.first;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Bytes that are remembered while they are read.
final class Copied extends FilterInputStream {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Copied(InputStream in) {
    super(in);
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    if (one >= 0) {
      bytes.write(one);
    }
    return one;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int n = super.read(into, from, length);
    if (n > 0) {
      bytes.write(into, from, n);
    }
    return n;
  }
}
