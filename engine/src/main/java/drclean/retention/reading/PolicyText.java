// SPDX-License-Identifier: Apache-2.0
package drclean.retention.reading;

import drclean.retention.Policy;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// The text of a policy: YAML, read with all its mistakes and written so that it reads back to the
/// same policy.
public final class PolicyText {
  private static final int LONGEST = 1 << 20;
  private static final int DEEPEST = 20;

  private PolicyText() {}

  /// Reads a policy; `file` is the name that mistakes carry.
  public static Reading read(String file, String text) {
    var sheet = new Sheet(file);
    Optional<Policy> policy = compose(sheet, text).flatMap(new PolicyReader(sheet)::policy);
    return policy.isPresent() && sheet.mistakes().isEmpty()
        ? new Reading.Right(policy.get())
        : new Reading.Wrong(sheet.mistakes());
  }

  /// Writes a policy.
  public static String write(Policy policy) {
    return PolicyWriter.write(policy);
  }

  private static Optional<Node> compose(Sheet sheet, String text) {
    LoadSettings settings =
        LoadSettings.builder().setCodePointLimit(LONGEST).setAllowDuplicateKeys(true).build();
    try {
      if (text.length() > LONGEST || tooDeep(settings, text)) {
        sheet.wrong(
            Optional.empty(),
            "a policy has at most %d characters, and at most %d levels"
                .formatted(LONGEST, DEEPEST));
        return Optional.empty();
      }
      return one(sheet, new Compose(settings).composeAllFromString(text).iterator());
    } catch (MarkedYamlEngineException e) {
      sheet.wrong(e.getProblemMark(), "no YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      sheet.wrong(Optional.empty(), "no YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static Optional<Node> one(Sheet sheet, Iterator<Node> documents) {
    if (!documents.hasNext()) {
      sheet.wrong(Optional.empty(), "the file is empty; a policy begins with version: 1");
      return Optional.empty();
    }
    Node first = documents.next();
    if (documents.hasNext()) {
      sheet.wrong(documents.next(), "a file holds one policy, and here begins a second document");
    }
    return Optional.of(first);
  }

  private static boolean tooDeep(LoadSettings settings, String text) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      if (depth > DEEPEST) {
        return true;
      }
    }
    return false;
  }

  /// The names of the fields of a policy, for the schema's test.
  static List<String> fields() {
    return PolicyReader.FIELDS;
  }
}
