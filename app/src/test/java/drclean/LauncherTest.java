// SPDX-License-Identifier: Apache-2.0
package drclean;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The launcher in a clone of its own, with a Maven and a JDK that only say how they were called.
@Timeout(60)
class LauncherTest {
  private final Path folder;
  private final Path clone;

  LauncherTest(@TempDir Path folder) throws IOException {
    this.folder = folder.toRealPath();
    this.clone = Files.createDirectories(this.folder.resolve("clone"));
    executable(clone.resolve("dr-clean"), Files.readString(Path.of("../dr-clean")));
    executable(
        this.folder.resolve("jdk/bin/java"),
        """
        #!/bin/sh
        [ "$1" = -cp ] && exit 1
        echo "called $DR_CLEAN_NAME with $*"
        """);
    Files.writeString(this.folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
  }

  private static void executable(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void maven(String script) throws IOException {
    executable(folder.resolve("bin/mvn"), "#!/bin/sh\n" + script);
  }

  private void built() throws IOException {
    Files.createDirectories(clone.resolve("app/target/lib"));
    Files.writeString(clone.resolve("app/target/lib/some.jar"), "");
    Files.writeString(clone.resolve("app/target/dr-clean.jar"), "");
    Files.writeString(clone.resolve("app/target/built"), "");
  }

  /// What a line of a shell in the clone said, and its exit code at the end.
  private String line(String line) throws IOException, InterruptedException {
    var process = new ProcessBuilder(List.of("bash", "-c", line + "; echo \"exit $?\""));
    process.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    process.environment().merge("PATH", folder + "/bin:", (path, first) -> first + path);
    process.environment().remove("COLUMNS");
    var said = folder.resolve("said").toFile();
    var running =
        process.directory(clone.toFile()).redirectErrorStream(true).redirectOutput(said).start();
    try {
      assertThat(running.waitFor(50, TimeUnit.SECONDS)).isTrue();
    } finally {
      running.descendants().forEach(ProcessHandle::destroyForcibly);
      running.destroyForcibly();
    }
    return Files.readString(said.toPath());
  }

  @Test
  void aFirstStartSaysWhatItDoesHowLongItTakesAndWhereTheLogIs() throws Exception {
    maven("mkdir -p app/target/lib; touch app/target/dr-clean.jar app/target/lib/some.jar");

    String said = line("./dr-clean report x");

    assertThat(said)
        .startsWith("dr-clean builds itself once: about 2 minutes; the log is ")
        .contains(clone + "/app/target/build.log\n", "called ./dr-clean with ", "exit 0");
  }

  @Test
  void aBuildThatFailsShowsTheEndOfTheLogAndWhereItIs() throws Exception {
    maven("seq 1000; echo 'the disk is full'; exit 1");

    String said = line("./dr-clean report x");

    assertThat(said).contains("the disk is full", "exit 4").doesNotContain("\n500\n");
    assertThat(said).contains("could not be built; the whole log is " + clone);
    assertThat(clone.resolve("app/target/build.log")).content().contains("\n500\n");
  }

  @Test
  void aBuildShowsOnATerminalThatItGoesOn() throws Exception {
    maven("until grep -q 'still building: 1 s' ../typescript; do sleep 0.1; done; exit 1");

    line("script -qefc './dr-clean report x' ../typescript </dev/null");

    assertThat(folder.resolve("typescript"))
        .content()
        .contains("still building: 1 s", "could not be built");
  }

  @Test
  void aBuildForTheSakeOfNewerSourcesSaysSo() throws Exception {
    built();
    Files.createDirectories(clone.resolve("app/src/main"));
    Files.writeString(clone.resolve("pom.xml"), "");
    Files.setLastModifiedTime(
        clone.resolve("app/target/built"), java.nio.file.attribute.FileTime.fromMillis(0));
    maven("exit 0");

    assertThat(line("./dr-clean report x"))
        .startsWith("dr-clean builds itself again, because its sources are newer: about 2 minutes");
  }

  @Test
  void theNameIsTheOneThatOneTypes() throws Exception {
    built();
    Files.createSymbolicLink(
        Files.createDirectories(folder.resolve("bin")).resolve("dr-clean"),
        clone.resolve("dr-clean"));
    Files.createSymbolicLink(clone.resolve("cleaner"), Path.of("dr-clean"));

    assertThat(line("./dr-clean report")).contains("called ./dr-clean with");
    assertThat(line("./cleaner report")).contains("called ./cleaner with");
    assertThat(line("dr-clean report")).contains("called dr-clean with");
    assertThat(line("../clone/dr-clean report")).contains("called ../clone/dr-clean with");
  }

  @Test
  void theWidthIsTheTerminals() throws Exception {
    built();

    line("script -qefc 'stty cols 91; ./dr-clean report x' ../typescript </dev/null");

    assertThat(folder.resolve("typescript")).content().contains("-Ddrclean.columns=91 ");
    assertThat(line("./dr-clean report x")).contains("-Ddrclean.columns= ");
  }
}
