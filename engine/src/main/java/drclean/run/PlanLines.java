// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import drclean.plan.Step;
import drclean.storage.Source;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/// The lines of a saved plan, one after the other; what is no plan, or has no footer that fits, is
/// [NotWhole].
final class PlanLines implements Iterator<Step>, AutoCloseable {
  private final InputStream in;
  private final JsonParser json;
  private final String quarantine;
  private final Map<String, String> header;
  private Optional<Step> next = Optional.empty();
  private long steps;
  private long bytes;

  /// Why a plan cannot be used.
  static final class NotWhole extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    NotWhole(String why) {
      super(why);
    }
  }

  PlanLines(Source source, String path, String quarantine) {
    this.quarantine = quarantine;
    try {
      this.in = new BufferedInputStream(source.open(path), 1 << 16);
    } catch (IOException e) {
      throw new NotWhole("it cannot be read: " + e.getMessage());
    }
    this.json = Json.LINES.createParser(ObjectReadContext.empty(), in);
    this.header = line();
    if (!"1".equals(header.get("plan"))) {
      throw new NotWhole("it does not begin as a plan of version 1");
    }
    advance();
  }

  static Stream<Step> steps(Source source, String path, String quarantine) {
    var lines = new PlanLines(source, path, quarantine);
    int traits = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(lines, traits), false)
        .onClose(lines::close);
  }

  Map<String, String> header() {
    return header;
  }

  private Map<String, String> line() {
    try {
      return Json.next(json).orElseThrow(() -> new NotWhole("it ends without its footer"));
    } catch (JacksonException | IllegalArgumentException e) {
      throw new NotWhole("a line in it is broken: " + e.getMessage());
    }
  }

  private void advance() {
    Map<String, String> line = line();
    if (line.containsKey("steps")) {
      requireFooter(line);
      next = Optional.empty();
    } else {
      next = Optional.of(step(line));
    }
  }

  private Step step(Map<String, String> line) {
    try {
      Step step = StepJson.read(line);
      if (!SafePath.of(step.path(), quarantine)) {
        throw new NotWhole("it names the path %s, which no plan may name".formatted(step.path()));
      }
      steps++;
      bytes += step.bytes();
      return step;
    } catch (IllegalArgumentException e) {
      throw new NotWhole("a step in it is broken: " + e.getMessage());
    }
  }

  private void requireFooter(Map<String, String> line) {
    boolean fits =
        Long.toString(steps).equals(line.get("steps"))
            && Long.toString(bytes).equals(line.get("bytes"));
    if (!fits) {
      throw new NotWhole("its footer does not fit its %d steps".formatted(steps));
    }
  }

  @Override
  public boolean hasNext() {
    return next.isPresent();
  }

  @Override
  public Step next() {
    Step step = next.orElseThrow(NoSuchElementException::new);
    advance();
    return step;
  }

  @Override
  public void close() {
    json.close();
    try {
      in.close();
    } catch (IOException e) {
      throw new NotWhole("it cannot be closed: " + e.getMessage());
    }
  }
}
