// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.PolicyFile;
import drclean.retention.importing.Imported;
import drclean.retention.importing.Imported.Effect;
import drclean.retention.importing.Importer;
import drclean.retention.reading.PolicyText;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a policy of somebody else's settings.
@Command(
    mixinStandardHelpOptions = true,
    headerHeading = "Examples:%n",
    header = {
      "  dr-clean policy import ecr lifecycle.json > policy.yaml",
      "  dr-clean policy import zot config.json > policy.yaml",
      "  echo '--keep-last 5 --keep-within 30d' | dr-clean policy import restic -",
      ""
    },
    description = "Makes a policy of another tool's settings, and says what is the same.",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "KIND: ecr, zot, harbor, gitlab, quay, acr-purge, artifact-registry, gcr-cleaner, restic.",
      "The policy goes to standard output; what is the same, differs, or cannot be said, to",
      "standard error. Exit codes: 0 all could be said, 1 something could not, 3 no such settings."
    })
final class PolicyImportCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      completionCandidates = Kinds.class,
      description = "Whose settings these are.")
  private String kind = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "The settings; - is standard input.")
  private String file = "";

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the policy alone.")
  private boolean quiet;

  PolicyImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Imported imported = importer().read(PolicyFile.text(file));
    console.out().print(PolicyText.write(imported.policy()));
    console.out().flush();
    if (!quiet) {
      table(imported).printOr(console.err(), View.WHOLE, "there is nothing to say about it");
    }
    boolean cannot = imported.notes().stream().anyMatch(note -> note.effect() == Effect.CANNOT);
    return cannot ? Exit.FINDINGS.code : Exit.DONE.code;
  }

  /// The words for all kinds, as a shell completes them.
  static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(Importer.values()).map(Importer::word).iterator();
    }
  }

  private Importer importer() {
    return Stream.of(Importer.values())
        .filter(importer -> importer.word().equals(kind))
        .findFirst()
        .orElseThrow(
            () -> new Misused("there is no kind '%s'; KIND is one of %s".formatted(kind, kinds())));
  }

  private static String kinds() {
    return Stream.of(Importer.values()).map(Importer::word).collect(Collectors.joining(", "));
  }

  private static Table table(Imported imported) {
    return new Table(
        List.of("effect", "what", "how"),
        imported.notes().stream()
            .map(
                note ->
                    List.<Cell>of(
                        new Cell.Text(note.effect().name().toLowerCase(Locale.ROOT)),
                        new Cell.Text(note.what()),
                        new Cell.Text(note.how())))
            .toList());
  }
}
