// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.run.Lease;
import drclean.run.Owner;
import drclean.run.Registry;

/// Takes the right to change a registry, for this process. It lies in the registry's root wherever
/// the quarantine lies: who cleans with another quarantine cleans the same registry.
final class Leases {
  private Leases() {}

  static Lease take(Registry registry) {
    return Lease.take(registry.storage(), Registry.QUARANTINE, Owner.here(), registry.clock());
  }
}
