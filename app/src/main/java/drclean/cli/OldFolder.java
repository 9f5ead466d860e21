// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.OldImages;
import drclean.run.Registry;
import java.nio.file.Path;
import java.util.LinkedHashMap;

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
      images.ids().forEach(id -> console.out().println(id));
      talk.say(console, "dry run: nothing was given back");
      return Exit.DONE.code;
    }
    try (var _ = place.lease(registry)) {
      OldImages.Result result = images.restore(registry.storage());
      print(result);
      return result.present().isEmpty() ? Exit.DONE.code : Exit.FINDINGS.code;
    }
  }

  private void print(OldImages.Result result) {
    if (talk.format() == Format.json) {
      var object = new LinkedHashMap<String, Object>();
      object.put("restored", result.restored());
      object.put("present", result.present());
      Json.print(console.out(), object);
    } else {
      result.restored().forEach(id -> console.out().println(id));
    }
    result
        .present()
        .forEach(id -> console.say(id + " stays where it is: the registry has it again"));
    talk.say(console, "gave back " + Human.count(result.restored().size(), "image"));
  }
}
