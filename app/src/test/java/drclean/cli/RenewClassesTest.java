// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RenewClassesTest {
  @Test
  void aRenewedLibraryHasTheSameEntriesAndItsClassesAreSound(@TempDir Path folder)
      throws IOException, URISyntaxException {
    Path old =
        Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path renewed = folder.resolve("renewed.jar");

    RenewClasses.main(new String[] {old.toString(), renewed.toString()});

    try (var before = new ZipFile(old.toFile());
        var after = new ZipFile(renewed.toFile())) {
      assertThat(after.stream().map(ZipEntry::getName))
          .containsExactlyElementsOf(before.stream().map(ZipEntry::getName).toList());
      for (byte[] bytes : classes(after)) {
        assertThat(ClassFile.of().parse(bytes).majorVersion()).isEqualTo(ClassFile.JAVA_8_VERSION);
        assertThat(ClassFile.of().verify(bytes)).isEmpty();
      }
    }
  }

  private static Iterable<byte[]> classes(ZipFile jar) throws IOException {
    var classes = new ArrayList<byte[]>();
    for (ZipEntry entry : jar.stream().toList()) {
      if (entry.getName().endsWith(".class") && !entry.getName().endsWith("module-info.class")) {
        classes.add(jar.getInputStream(entry).readAllBytes());
      }
    }
    assertThat(classes).hasSizeGreaterThan(100);
    return classes;
  }
}
