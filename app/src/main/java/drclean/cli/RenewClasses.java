// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Writes the classes of a library anew in the format of Java 8: the JDK's ahead-of-time cache
/// takes none in a format older than Java 6's, and loading those is half of a start.
public final class RenewClasses {
  private static final ClassTransform RENEWED =
      ((ClassTransform)
              (renewed, part) -> {
                if (part instanceof ClassFileVersion) {
                  renewed.withVersion(ClassFile.JAVA_8_VERSION, 0);
                } else {
                  renewed.with(part);
                }
              })
          .andThen(ClassTransform.transformingMethodBodies((body, part) -> body.with(part)));

  private RenewClasses() {}

  /// Takes two paths: of the jar to be read, whose classes lie on the class path, too, and of the
  /// jar to be written.
  public static void main(String[] paths) throws IOException {
    try (var old = new ZipFile(paths[0]);
        var fresh =
            new ZipOutputStream(
                new BufferedOutputStream(Files.newOutputStream(Path.of(paths[1]))))) {
      for (ZipEntry entry : old.stream().toList()) {
        fresh.putNextEntry(new ZipEntry(entry.getName()));
        fresh.write(renewed(entry, old));
      }
    }
  }

  private static byte[] renewed(ZipEntry entry, ZipFile jar) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      byte[] bytes = in.readAllBytes();
      boolean module = entry.getName().endsWith("module-info.class");
      return entry.getName().endsWith(".class") && !module ? renewed(bytes) : bytes;
    }
  }

  /// The same class with the stack maps that the newer format asks for; all its parts are written
  /// anew, since methods that are copied would go without.
  static byte[] renewed(byte[] old) {
    var format = ClassFile.of(ConstantPoolSharingOption.NEW_POOL);
    return format.transformClass(format.parse(old), RENEWED);
  }
}
