// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// Debian's `docker-registry`, running over a folder on a port of its own until it is closed.
public final class LiveRegistry implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;
  private final Process process;
  private final Thread reaper;

  /// How the server is configured besides its storage.
  public record Config(String delete, String http, String auth) {
    /// Deletes what it is asked to, and asks for no login.
    public static final Config OPEN = new Config("true", "", "");

    Config withDelete(String enabled) {
      return new Config(enabled, http, auth);
    }

    /// The same behind TLS.
    public Config withTls(TestCertificate certificate) {
      return new Config(
          delete,
          ", tls: {certificate: \"%s\", key: \"%s\"}"
              .formatted(certificate.certificate(), certificate.key()),
          auth);
    }

    /// The same asking who calls.
    public Config withAuth(String section) {
      return new Config(delete, http, "auth: " + section);
    }

    private String text(Path root) {
      return """
      version: 0.1
      log: {level: info}
      storage:
        filesystem: {rootdirectory: "%s"}
        delete: {enabled: %s}
        maintenance: {uploadpurging: {enabled: false}}
      http: {addr: "127.0.0.1:0", secret: "of a test"%s}
      %s
      """
          .formatted(root, delete, http, auth);
    }
  }

  private LiveRegistry(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
    this.reaper = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  /// Starts it over a folder.
  public static LiveRegistry start(Path folder, Config config) {
    try {
      Path file = folder.resolve("config.yml");
      Files.writeString(file, config.text(Files.createDirectories(folder.resolve("registry"))));
      Path log = folder.resolve("registry.log");
      Files.deleteIfExists(log);
      var server = Tool.process("docker-registry", List.of("serve", file.toString()));
      return new LiveRegistry(folder, server.redirectOutput(log.toFile()).start());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /// Host and port.
  public String server() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      var listening = LISTENING.matcher(log());
      if (listening.find()) {
        return "127.0.0.1:" + listening.group(1);
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    throw new AssertionError("docker-registry did not start listening: " + log());
  }

  /// Pushes an image by skopeo.
  public void push(TinyImage image, String name) {
    image.push(folder, server(), name);
  }

  /// All that the server has said.
  public String log() {
    try {
      return Files.readString(folder.resolve("registry.log"));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    Runtime.getRuntime().removeShutdownHook(reaper);
  }
}
