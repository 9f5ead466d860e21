// SPDX-License-Identifier: Apache-2.0
package drclean.layout;

import drclean.layout.V2ValidateReport.Place;
import drclean.registry.Finding.Kind;
import drclean.storage.Answer;
import drclean.storage.Stat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks into a folder that is there for one file: `data` of a blob, `link` of a link.
final class V2ValidateFolder {
  private final V2ValidateReport report;

  V2ValidateFolder(V2ValidateReport report) {
    this.report = report;
  }

  /// The file that the folder is for, if it is there and regular; tells of all else that is there.
  Optional<Stat> file(Place folder, String name, Set<String> lawful) {
    return switch (report.tables.source.list(folder.path())) {
      case Answer.Found<List<String>>(var names) -> {
        names.stream()
            .filter(n -> !n.equals(name) && !lawful.contains(n))
            .sorted()
            .forEach(n -> other(folder, n));
        yield names.contains(name)
            ? regular(new Place(folder.item(), folder.path() + "/" + name))
            : Optional.empty();
      }
      case Answer.Absent<List<String>> _ -> Optional.empty();
      case Answer.Unreadable<List<String>>(var why) -> {
        report.damage(Kind.UNREADABLE, folder, why, "make the folder readable for this user");
        yield Optional.empty();
      }
    };
  }

  private void other(Place folder, String name) {
    var place = new Place(folder.item(), folder.path() + "/" + name);
    if (V2Debris.name(name)) {
      report.note(
          Kind.STRAY,
          place,
          "a temporary file that an interrupted write left",
          "scrub moves it away when it is old and lies beside nothing that is needed");
    } else {
      report.note(
          Kind.STRAY,
          place,
          "it is not the registry's, and is left alone",
          "move it out of the registry if nobody needs it");
    }
  }

  private Optional<Stat> regular(Place place) {
    return switch (report.tables.source.stat(place.path())) {
      case Answer.Found<Stat>(var stat) when stat.kind() == Stat.Kind.FILE -> Optional.of(stat);
      case Answer.Found<Stat> _ -> {
        report.damage(
            Kind.UNREADABLE, place, "it is not a regular file", "put the file itself in its place");
        yield Optional.empty();
      }
      case Answer.Absent<Stat> _ -> Optional.empty();
      case Answer.Unreadable<Stat>(var why) -> {
        report.damage(Kind.UNREADABLE, place, why, "make it readable for this user");
        yield Optional.empty();
      }
    };
  }
}
