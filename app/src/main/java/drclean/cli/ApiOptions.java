// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.command.api.Afar;
import drclean.remote.Credentials;
import drclean.remote.Login;
import drclean.remote.Patience;
import drclean.remote.Proxies;
import drclean.remote.Secret;
import drclean.remote.Settings;
import drclean.remote.Surroundings;
import drclean.remote.Tls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a registry is reached by its API, and as whom.
final class ApiOptions {
  private static final Duration TO_CONNECT = Duration.ofSeconds(10);

  @Option(
      names = "--hostname",
      paramLabel = "HOST",
      description = "API: instead of REGISTRY; may be given several times.")
  private List<String> hosts = List.of();

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "API: keep there what undoing needs (~/.local/state/dr-clean).")
  private @Nullable Path state;

  @Option(
      names = {"-u", "--username"},
      paramLabel = "USER",
      description = "API: log in as USER, with --password-stdin (else as docker and podman do).")
  private @Nullable String user;

  @Option(names = "--password-stdin", description = "API: read the password from standard input.")
  private boolean passwordFollows;

  @Option(
      names = "--plain-http-credentials",
      description = "API: send a login also where others can read it.")
  private boolean plain;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description = "API: trust these authorities, too (PEM).")
  private @Nullable Path authority;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "API: prove who calls by this certificate (PEM).")
  private @Nullable Path certificate;

  @Option(names = "--key", paramLabel = "FILE", description = "API: its private key (PKCS #8).")
  private @Nullable Path key;

  @Option(names = "--insecure", description = "API: check no certificate.")
  private boolean insecure;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "API: send at most N requests a second.")
  private int rate;

  @Option(
      names = "--timeout",
      paramLabel = "AGE",
      defaultValue = "60s",
      converter = Amounts.OfTime.class,
      hidden = true)
  private Duration timeout = Duration.ofMinutes(1);

  @Option(names = "--tries", paramLabel = "N", defaultValue = "6", hidden = true)
  private int tries = Patience.USUAL.tries();

  /// The addresses that were named, instead of a folder.
  List<String> addresses(PlaceOptions place) {
    return hosts.isEmpty() ? place.address().stream().toList() : List.copyOf(hosts);
  }

  /// The one address that was named, instead of a folder.
  Optional<String> address(PlaceOptions place) {
    List<String> all = addresses(place);
    if (all.size() > 1) {
      throw new Misused("this takes one registry at a time");
    }
    return all.stream().findFirst();
  }

  /// How to get there.
  Afar.Way way(String where, PlaceOptions place, Console console) {
    Path home = Path.of(console.variable("HOME"));
    Settings settings =
        Settings.usual(Proxies.of(console.environment()))
            .withRate(rate)
            .withTimeouts(TO_CONNECT, timeout)
            .withPatience(patience())
            .withTls(tls())
            .withPlain(plain ? Settings.Plain.ALLOWED : Settings.Plain.REFUSED);
    return new Afar.Way(
        where,
        place.jobs().map(settings::withJobs).orElse(settings),
        Credentials.of(login(console), new Surroundings(console.environment(), Path.of(""), home)),
        folder(console));
  }

  private Patience patience() {
    if (tries < 1) {
      throw new Misused("--tries must be 1 or more");
    }
    return new Patience(tries, Patience.USUAL.first(), Patience.USUAL.longest());
  }

  private Path folder(Console console) {
    if (state != null) {
      return state;
    }
    String named = console.variable("XDG_STATE_HOME");
    Path folder =
        named.isEmpty()
            ? Path.of(console.variable("HOME"), ".local", "state", "dr-clean")
            : Path.of(named, "dr-clean");
    if (!folder.isAbsolute()) {
      throw new Misused("there is no home folder to keep what undoing needs; name one by --state");
    }
    return folder;
  }

  private Tls tls() {
    if ((certificate == null) != (key == null)) {
      throw new Misused("--cert and --key need each other");
    }
    Optional<Tls.Own> own =
        certificate == null || key == null
            ? Optional.empty()
            : Optional.of(new Tls.Own(certificate, key));
    return insecure
        ? new Tls.Unverified(own)
        : new Tls.Verified(Optional.ofNullable(authority), own);
  }

  private Optional<Login> login(Console console) {
    if (passwordFollows != (user != null)) {
      throw new Misused("-u and --password-stdin need each other");
    }
    return user == null
        ? Optional.empty()
        : Optional.of(Login.of(user, Secret.of(console.terminal().secret())));
  }

  /// How a registry is named again on the next command line.
  Again again(String where, Console console) {
    var words = new ArrayList<String>(List.of(where));
    if (state != null) {
      words.addAll(List.of("--state", state.toString()));
    }
    return new Again(console.name(), words);
  }
}
