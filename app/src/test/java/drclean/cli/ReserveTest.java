// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The room that lies ready for a purge on a full disk.
class ReserveTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void roomLiesReadyWhileARunDoes() {
    Typed typed = Typed.atDemo(folder);
    Path reserve = typed.registry().resolve("dr-clean/reserve");

    typed.type("scrub ROOT --yes");

    assertThat(reserve.toFile().list()).hasSize(4);
    typed.type("purge ROOT --yes --hold 0s");
    assertThat(reserve).doesNotExist();
  }

  @Test
  void whatIsNotOursInAFolderOfItsNameStays() throws IOException {
    Typed typed = Typed.atDemo(folder);
    Path mine = Files.createDirectories(folder.resolve("mine/reserve"));
    Files.writeString(mine.resolve("backup.tar"), "precious");
    Files.writeString(mine.resolve("0"), "precious too");

    typed.type("purge ROOT --yes --hold 0s --quarantine " + folder.resolve("mine"));
    typed.type("scrub ROOT --yes --quarantine " + folder.resolve("mine"));
    typed.type("purge ROOT --yes --hold 0s --quarantine " + folder.resolve("mine"));

    assertThat(mine.resolve("backup.tar")).hasContent("precious");
    assertThat(mine.resolve("0")).hasContent("precious too");
    assertThat(mine.toFile().list()).hasSize(2);
  }
}
