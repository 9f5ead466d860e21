// SPDX-License-Identifier: Apache-2.0
package drclean.command;

import drclean.retention.Policy;
import drclean.retention.Policy.Pressure;
import drclean.retention.judging.References;
import drclean.retention.judging.Told;
import drclean.retention.judging.Warning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A policy, and the folder from which the files that it names are found.
public record Charter(Policy policy, Path folder) {
  private static final String STANDARD_INPUT = "-";

  /// The policy of a file with this name: what it names lies beside it.
  public static Charter beside(String file, Policy policy) {
    Path parent = file.equals(STANDARD_INPUT) ? null : Path.of(file).toAbsolutePath().getParent();
    return new Charter(policy, parent == null ? Path.of("") : parent);
  }

  /// Why nothing goes by this policy, as far as it and the files beside it tell.
  public List<Warning> blocks() {
    var blocks = new ArrayList<Warning>();
    for (String source : policy.protect().inUse()) {
      if (!UseFile.known(source)) {
        blocks.add(new Warning.NotAsked(source));
      } else if (UseFile.read(this, source) instanceof Told.Silent<References>(var why)) {
        blocks.add(Warning.Blocks.silent(source, why));
      }
    }
    pressure().map(Warning.Blocks::new).ifPresent(blocks::add);
    return blocks;
  }

  /// Why a policy that waits for pressure is refused, if it does.
  Optional<String> pressure() {
    Pressure pressure = policy.pressure();
    return pressure.equals(Pressure.NONE)
        ? Optional.empty()
        : Optional.of(
            "the policy wants pressure (%d%% to %d%%), and this version cannot tell how full a storage is"
                .formatted(pressure.start(), pressure.stop()));
  }

  /// Where a file that the policy names lies.
  Path file(String name) {
    return folder.resolve(name);
  }
}
