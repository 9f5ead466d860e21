// SPDX-License-Identifier: Apache-2.0
package drclean.retention.reading;

import drclean.retention.Policy;

class PolicyWriter {
  static String write(Policy p) {
    return "";
  }
}
