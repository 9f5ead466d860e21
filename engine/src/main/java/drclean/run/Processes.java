// SPDX-License-Identifier: Apache-2.0
package drclean.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.OptionalLong;

/// What `/proc` tells of the processes beside this one.
record Processes(Path proc) {
  /// The start time is the 22nd field, the 20th after the name, which may hold anything.
  private static final int STARTED = 19;

  static Processes here() {
    return new Processes(Path.of("/proc"));
  }

  /// The world in which a process number counts; empty where that cannot be told.
  String space() {
    try {
      String boot = Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
      return boot + " " + namespace("pid") + " " + namespace("time");
    } catch (IOException _) {
      return "";
    }
  }

  private String namespace(String kind) throws IOException {
    Path link = proc.resolve("self/ns/" + kind);
    return Files.notExists(link, LinkOption.NOFOLLOW_LINKS)
        ? ""
        : Files.readSymbolicLink(link).toString();
  }

  /// When a process started, in ticks since the boot, if it can be seen.
  OptionalLong started(long pid) {
    try {
      Path file = proc.resolve(pid + "/stat");
      String stat = Files.readString(file, StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
      return fields.length > STARTED
          ? OptionalLong.of(Long.parseLong(fields[STARTED]))
          : OptionalLong.empty();
    } catch (IOException | NumberFormatException _) {
      return OptionalLong.empty();
    }
  }

  /// Whether there is surely no such process: it is not there, and none is hidden from us.
  boolean gone(long pid) {
    return Files.notExists(proc.resolve(Long.toString(pid)), LinkOption.NOFOLLOW_LINKS) && !hides();
  }

  /// Mounted with `hidepid`, it shows no process of another user.
  private boolean hides() {
    try {
      return Files.readAllLines(proc.resolve("self/mountinfo")).stream()
          .filter(line -> line.split(" ", 6)[4].equals("/proc"))
          .anyMatch(line -> line.contains("hidepid=") && !line.matches(".*hidepid=(0|off)(,.*)?"));
    } catch (IOException | IndexOutOfBoundsException _) {
      return true;
    }
  }
}
