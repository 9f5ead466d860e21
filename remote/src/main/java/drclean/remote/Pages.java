// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a listing page by page: by `Link`, by a `next` in the content, or, where a full page names
/// neither, by asking for what follows its last name. Of an address that a registry names for the
/// next page only the query is believed. A page that brings nothing new ends the listing.
final class Pages<T> {
  private static final int PAGE = 1000;
  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_ENTRIES = 2_000_000;
  private static final int MOST_PAGES = 100_000;
  private static final Pattern NEXT =
      Pattern.compile("<([^<>]*)>\\s*;[^,<]*\\brel\\s*=\\s*\"?next\"?", Pattern.CASE_INSENSITIVE);

  private final Session session;
  private final Page.Form<T> form;
  private final String path;
  private final Scope scope;
  private final Set<T> entries = new LinkedHashSet<>();
  private final Set<String> queries = new HashSet<>();

  private Pages(Session session, Page.Form<T> form, String path, Scope scope) {
    this.session = session;
    this.form = form;
    this.path = path;
    this.scope = scope;
  }

  static <T> Answer<Listing<T>> read(Session session, Page.Form<T> form, String path, Scope scope) {
    return new Pages<>(session, form, path, scope).read();
  }

  private Answer<Listing<T>> read() {
    String query = "n=" + PAGE;
    Answer<Fetched<T>> first = fetch(query);
    if (first instanceof Answer.Failed<Fetched<T>>(var why) && why.startsWith("it answers 400")) {
      query = "";
      first = fetch(query);
    }
    queries.add(query);
    return first.map(this::rest);
  }

  private Listing<T> rest(Fetched<T> first) {
    Optional<String> next = take(first);
    while (next.isPresent()) {
      if (entries.size() > MOST_ENTRIES || queries.size() > MOST_PAGES) {
        return cut("the list is longer than " + MOST_ENTRIES + " entries");
      }
      Answer<Fetched<T>> page = fetch(next.get());
      if (page instanceof Answer.Found<Fetched<T>>(var fetched)) {
        next = take(fetched);
      } else {
        return cut("a page of it is missing: " + Why.of(page));
      }
    }
    return new Listing<>(List.copyOf(entries), Optional.empty());
  }

  private Listing<T> cut(String why) {
    return new Listing<>(List.copyOf(entries), Optional.of(why));
  }

  /// Takes the entries of a page; answers the query of the next, unless there is none.
  private Optional<String> take(Fetched<T> fetched) {
    boolean news = entries.addAll(fetched.page().entries());
    return news ? next(fetched).filter(queries::add) : Optional.empty();
  }

  private Optional<String> next(Fetched<T> fetched) {
    Optional<String> named =
        fetched.links().stream()
            .map(NEXT::matcher)
            .filter(Matcher::find)
            .map(link -> link.group(1))
            .findFirst()
            .or(() -> Optional.of(fetched.page().next()).filter(next -> !next.isEmpty()));
    if (named.isPresent()) {
      return named.flatMap(Pages::query);
    }
    List<T> last = fetched.page().entries();
    return last.size() == PAGE && last.getLast() instanceof String name
        ? Optional.of("n=" + PAGE + "&last=" + URLEncoder.encode(name, StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private static Optional<String> query(String address) {
    try {
      return Optional.ofNullable(URI.create(address).getRawQuery());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Answer<Fetched<T>> fetch(String query) {
    URI uri = session.address().uri(query.isEmpty() ? path : path + "?" + query);
    Reply reply = session.send(Call.get(Kind.LIST, uri, scope).atMost(MOST_BYTES));
    return Replies.found(reply).then(this::page);
  }

  private Answer<Fetched<T>> page(Reply.Got got) {
    return Json.object(got.body().bytes())
        .flatMap((Map<?, ?> content) -> form.read(content))
        .<Answer<Fetched<T>>>map(
            page -> new Answer.Found<>(new Fetched<>(page, got.headers().allValues("Link"))))
        .orElseGet(() -> new Answer.Failed<>("its list cannot be understood"));
  }

  /// A page, and what its reply says of the next.
  private record Fetched<T>(Page<T> page, List<String> links) {}
}
