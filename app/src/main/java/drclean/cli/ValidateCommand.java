// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.Denied;
import drclean.command.Trace;
import drclean.command.Traced;
import drclean.command.Unnamed;
import drclean.layout.Layout;
import drclean.registry.Digest;
import drclean.registry.Finding;
import drclean.registry.Inventory;
import drclean.registry.Repository;
import drclean.run.Registry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whether all that is referred to is there and readable.
@Command(
    mixinStandardHelpOptions = true,
    headerHeading = "Examples:%n",
    header = {
      "  dr-clean validate /var/lib/registry",
      "  dr-clean validate /var/lib/registry --deep",
      "  dr-clean validate /var/lib/registry --repository 'team/**' --format csv",
      ""
    },
    description = {
      "Says what is missing or damaged, where, and what repairs it.",
      "Exit 1 when something is damaged."
    },
    optionListHeading = "%nOptions:%n")
final class ValidateCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private PlaceOptions place = new PlaceOptions();
  @Mixin private TalkOptions talk = new TalkOptions();

  @Option(names = "--deep", description = "Hash every byte again.")
  private boolean deep;

  @Option(
      names = "--repository",
      paramLabel = "GLOB",
      converter = Glob.Typed.class,
      description = "Show only what concerns repositories of these names.")
  private Glob repository = Glob.ALL;

  ValidateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Traced> findings;
    try (var watching = talk.watching(console)) {
      findings = findings(place.open(console, watching.watch()));
    }
    print(findings);
    return damaged(findings) > 0 ? Exit.FINDINGS.code : Exit.DONE.code;
  }

  private static long damaged(List<Traced> findings) {
    return findings.stream().filter(traced -> traced.finding().damage()).count();
  }

  private List<Traced> findings(Registry registry) {
    var found = Collections.synchronizedList(new ArrayList<Finding>());
    Layout.Depth depth = deep ? Layout.Depth.BYTES : Layout.Depth.NAMES;
    Inventory inventory =
        registry.layout().validate(registry.storage(), registry.means(), depth, found::add);
    Unnamed.requireOne(repository, inventory.repositories().stream().map(Repository::name));
    List<Finding> asked =
        found.stream().filter(this::asked).distinct().sorted(Trace.ORDER).toList();
    return Trace.of(registry, inventory, asked);
  }

  /// Content is shared: what is wrong with it may concern any repository, and is always shown.
  private boolean asked(Finding finding) {
    String item = finding.item();
    boolean content = Digest.parse(item).isPresent() || Digest.of(Digest.V1, item).isPresent();
    return repository.equals(Glob.ALL) || content || repository.matches(repository(item));
  }

  /// The repository's name as it begins the item of a finding: `team/app:v1`, `team/app@sha256:…`.
  private static String repository(String item) {
    return item.split("[:@ ]", 2)[0];
  }

  private void print(List<Traced> findings) {
    var text = new FindingText(place.again(console));
    var table = new Table(FindingText.COLUMNS, findings.stream().map(text::row).toList());
    switch (talk.format()) {
      case table -> text(text, findings);
      case json -> Json.print(console.out(), object(text, findings));
      case csv -> table.print(console.out(), Separated.CSV);
      case tsv -> table.print(console.out(), Separated.TSV);
    }
  }

  private void text(FindingText text, List<Traced> findings) {
    findings.forEach(traced -> console.out().println(text.line(traced)));
    console.out().println(summary(about(), findings.stream().map(Traced::finding).toList()));
  }

  private String about() {
    return repository.equals(Glob.ALL) ? "the registry" : "what concerns " + repository;
  }

  /// What cannot be read by this user is not called damage.
  static String summary(String about, List<Finding> findings) {
    long damaged = findings.stream().filter(Finding::damage).count();
    long denied = findings.stream().filter(Finding::damage).filter(Denied::to).count();
    String count = Human.count(damaged, "finding");
    if (damaged == 0) {
      return about
          + " is whole"
          + (findings.isEmpty() ? "" : "; what is above is good to know, and no damage");
    }
    if (denied == damaged) {
      return "not all could be read by this user (%s); what was read is whole".formatted(count);
    }
    String closed = ", of which %s could not be read by this user".formatted(Human.count(denied));
    return about + " is damaged: " + count + (denied == 0 ? "" : closed);
  }

  private static Object object(FindingText text, List<Traced> findings) {
    var object = new LinkedHashMap<String, Object>();
    object.put("whole", damaged(findings) == 0);
    object.put("findings", findings.stream().map(text::object).toList());
    return object;
  }
}
