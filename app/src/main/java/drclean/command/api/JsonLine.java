// SPDX-License-Identifier: Apache-2.0
package drclean.command.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes objects of texts, one a line.
final class JsonLine {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonLine() {}

  static void write(OutputStream out, Map<String, String> texts) throws IOException {
    var line = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      texts.forEach(json::writeStringProperty);
      json.writeEndObject();
    }
    line.write("\n".getBytes(UTF_8));
    line.writeTo(out);
  }
}
