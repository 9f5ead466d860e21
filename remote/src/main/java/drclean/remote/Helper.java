// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import drclean.registry.Refused;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program `docker-credential-NAME` that keeps logins: it is asked by `get`, reads the registry
/// from its standard input and writes JSON.
record Helper(String name, Path namedBy, Surroundings around) {
  private static final String PREFIX = "docker-credential-";
  private static final String NOT_FOUND = "credentials not found";
  private static final int MOST_BYTES = 64 << 10;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  Optional<Login> login(String registry) {
    try {
      return ask(program(), registry);
    } catch (IOException _) {
      throw refused("cannot be run");
    }
  }

  private Path program() {
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw refused("is no name of a program");
    }
    return Stream.of(around.variable("PATH").orElse("").split(File.pathSeparator))
        .map(folder -> Path.of(folder, PREFIX + name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> refused("is not on the PATH"));
  }

  private Optional<Login> ask(Path program, String registry) throws IOException {
    Process process = process(program);
    var late =
        CompletableFuture.runAsync(
            process::destroyForcibly,
            CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    try {
      write(process, registry);
      byte[] said = process.getInputStream().readNBytes(MOST_BYTES);
      if (said.length == MOST_BYTES) {
        throw refused("says too much");
      }
      return process.waitFor() == 0 ? login(said) : notFound(said);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw refused("was interrupted");
    } finally {
      late.cancel(true);
      process.destroyForcibly();
    }
  }

  private Process process(Path program) throws IOException {
    var builder = new ProcessBuilder(program.toString(), "get");
    builder.environment().clear();
    builder.environment().putAll(around.environment());
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /// A helper that reads nothing has still its say.
  private static void write(Process process, String registry) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(registry.getBytes(UTF_8));
    } catch (IOException _) {
      // Its end tells more.
    }
  }

  private Optional<Login> login(byte[] said) {
    Map<?, ?> answer = Json.object(said).orElseThrow(() -> refused("does not answer in JSON"));
    String user = Json.text(answer, "Username");
    String secret = Json.text(answer, "Secret");
    return user.isEmpty() || secret.isEmpty()
        ? Optional.empty()
        : Optional.of(Login.of(user, Secret.of(secret)));
  }

  private Optional<Login> notFound(byte[] said) {
    if (new String(said, UTF_8).contains(NOT_FOUND)) {
      return Optional.empty();
    }
    throw refused("failed");
  }

  private Refused refused(String why) {
    return new Refused(
        "refused: %s%s, which %s names, %s; mend that, or give -u and --password-stdin"
            .formatted(PREFIX, Complaint.harmless(name), namedBy, why));
  }
}
