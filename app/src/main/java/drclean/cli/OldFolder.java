// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.OldImages;
import drclean.plan.Plan;
import drclean.run.Registry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gives back what the original cleaner moved to its temporary folders.
final class OldFolder {
  private final Console console;
  private final TalkOptions talk;
  private final PlaceOptions place;

  OldFolder(Console console, TalkOptions talk, PlaceOptions place) {
    this.place = place;
    this.console = console;
    this.talk = talk;
  }

  int restore(Registry registry, Path folder, ChangeOptions change) {
    OldImages images = OldImages.in(folder, registry.layout().name());
    if (change.dryRun()) {
      print(images.images(), Map.of("dryRun", true));
      talk.say(console, "dry run: nothing was given back");
      return Exit.DONE.code;
    }
    try (var _ = place.lease(registry)) {
      OldImages.Result result = images.restore(registry.storage());
      print(result.restored(), facts(result));
      tell(result);
      return result.present().isEmpty() ? Exit.DONE.code : Exit.FINDINGS.code;
    }
  }

  private void print(List<OldImages.Image> images, Map<String, Object> facts) {
    var table =
        new Table(
            List.of("kind", "item", "path", "bytes"), images.stream().map(OldFolder::row).toList());
    switch (talk.format()) {
      case table -> table.printOr(console.out(), talk.view(console), "no image lies there");
      case json -> {
        var object = new LinkedHashMap<>(facts);
        object.put("items", table.objects());
        Json.print(console.out(), object);
      }
      case csv -> table.print(console.out(), Separated.CSV);
      case tsv -> table.print(console.out(), Separated.TSV);
    }
  }

  private static List<Cell> row(OldImages.Image image) {
    return List.of(
        new Cell.Word("blob"),
        new Cell.Text(image.id()),
        new Cell.Text(image.path().toString()),
        new Cell.Bytes(image.bytes()));
  }

  private static Map<String, Object> facts(OldImages.Result result) {
    long bytes = result.restored().stream().mapToLong(OldImages.Image::bytes).sum();
    var facts = new LinkedHashMap<String, Object>();
    facts.put("dryRun", false);
    facts.put("restored", ReportJson.total(new Plan.Total(result.restored().size(), bytes)));
    facts.put("present", result.present().stream().map(OldImages.Image::id).toList());
    return facts;
  }

  private void tell(OldImages.Result result) {
    for (OldImages.Image present : result.present()) {
      console.say(present.id() + " stays where it is: the registry has it again");
    }
    talk.say(console, "gave back " + Human.count(result.restored().size(), "image"));
  }
}
