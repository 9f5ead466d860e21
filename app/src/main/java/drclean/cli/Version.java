// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import picocli.CommandLine.IVersionProvider;

/// The version that the build wrote into the jar.
final class Version implements IVersionProvider {
  static String number() {
    String written = Main.class.getPackage().getImplementationVersion();
    return written == null ? "unreleased" : written;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"dr-clean " + number()};
  }
}
