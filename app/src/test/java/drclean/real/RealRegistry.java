// SPDX-License-Identifier: Apache-2.0
package drclean.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Debian's `docker-registry`, running over a folder on a loopback port that the kernel chose.
///
/// Closing it kills the process; the folder stays, and may be served again.
public final class RealRegistry implements AutoCloseable {
  /// Where the server remembers blob descriptors.
  public enum Cache {
    NONE,
    INMEMORY
  }

  /// What the server's own collector is asked for.
  public enum Collect {
    DRY_RUN("--dry-run"),
    DELETE_UNTAGGED("--delete-untagged");

    private final String option;

    Collect(String option) {
      this.option = option;
    }
  }

  private static final Pattern LISTENING = Pattern.compile("listening on (127\\.0\\.0\\.1:\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;
  private final Process process;
  private final Thread reaper;
  private final Client client;

  private RealRegistry(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
    this.reaper = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(reaper);
    try {
      this.client = new Client(address());
      client.ping();
    } catch (RuntimeException | Error failed) {
      kill();
      throw failed;
    }
  }

  /// Whether the server deletes what it is asked to.
  public enum Delete {
    ENABLED,
    DISABLED
  }

  /// Serves `folder/registry`; config and log lie beside it.
  public static RealRegistry start(Path folder, Cache cache) {
    return start(folder, cache, Delete.ENABLED);
  }

  /// The same, which deletes or does not.
  public static RealRegistry start(Path folder, Cache cache, Delete delete) {
    var config = folder.resolve("config.yml");
    try {
      Files.createDirectories(folder.resolve("registry"));
      Files.writeString(config, config(folder.resolve("registry"), cache, delete));
      var log = folder.resolve("registry.log");
      Files.deleteIfExists(log);
      var server = Tool.dockerRegistry().process(List.of("serve", config.toString()));
      return new RealRegistry(
          folder, server.redirectErrorStream(true).redirectOutput(log.toFile()).start());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String config(Path root, Cache cache, Delete delete) {
    return """
    version: 0.1
    log: {level: info, accesslog: {disabled: true}}
    storage:
      filesystem: {rootdirectory: "%s"}
      delete: {enabled: %s}
      maintenance: {uploadpurging: {enabled: false}}
    %s
    http: {addr: "127.0.0.1:0", secret: "of a test"}
    """
        .formatted(
            root,
            delete == Delete.ENABLED,
            switch (cache) {
              case NONE -> "";
              case INMEMORY -> "  cache: {blobdescriptor: inmemory}";
            });
  }

  /// The server's root directory: what a person would point dr-clean at.
  public Path root() {
    return folder.resolve("registry");
  }

  /// The folder of a blob, whether it is there or not.
  public Path blob(String digest) {
    var hex = digest.substring(digest.indexOf(':') + 1);
    return root().resolve("docker/registry/v2/blobs/sha256/" + hex.substring(0, 2) + "/" + hex);
  }

  /// The folder of a repository, whether it is there or not.
  public Path repository(String name) {
    return root().resolve("docker/registry/v2/repositories/" + name);
  }

  public Client client() {
    return client;
  }

  public Skopeo skopeo() {
    return new Skopeo(folder, client.base().getAuthority());
  }

  /// Runs the server's own collector over the same configuration.
  public Collected garbageCollect(Collect... options) {
    var arguments =
        Stream.concat(
                Stream.of("garbage-collect"),
                Stream.concat(
                    Stream.of(options).map(collect -> collect.option),
                    Stream.of(folder.resolve("config.yml").toString())))
            .toList();
    var output = Tool.dockerRegistry().run(folder, arguments);
    if (output.exit() != 0) {
      throw new IllegalStateException("garbage-collect failed: " + output.err());
    }
    return Collected.parse(output.out());
  }

  private URI address() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      var listening = LISTENING.matcher(log());
      if (listening.find()) {
        return URI.create("http://" + listening.group(1));
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    throw new AssertionError("docker-registry did not start listening: " + log());
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("registry.log"));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public void close() {
    client.close();
    kill();
    Runtime.getRuntime().removeShutdownHook(reaper);
  }

  private void kill() {
    process.destroyForcibly().onExit().join();
  }
}
