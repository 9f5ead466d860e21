// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.function.Predicate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A pattern of repository names: `team/*` within one folder of names, `team/**` all below.
record Glob(PathMatcher matcher, String text) implements Predicate<String> {
  /// Every name.
  static final Glob ALL = new Glob(_ -> true, "**");

  @Override
  public boolean test(String name) {
    return matches(name);
  }

  @Override
  public String toString() {
    return text;
  }

  boolean matches(String name) {
    return matcher.matches(path(name));
  }

  /// A name that this process cannot spell is matched by wildcards alone.
  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException _) {
      return Path.of(name.replaceAll("[^ -~]", "_"));
    }
  }

  /// From what a person typed.
  static final class Typed implements ITypeConverter<Glob> {
    @Override
    public Glob convert(String text) {
      try {
        return new Glob(FileSystems.getDefault().getPathMatcher("glob:" + text), text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'%s' is no pattern: %s".formatted(text, e.getMessage()));
      }
    }
  }
}
