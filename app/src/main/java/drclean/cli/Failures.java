// SPDX-License-Identifier: Apache-2.0
package drclean.cli;

import drclean.registry.Refused;
import drclean.run.LeaseHeld;
import drclean.storage.StorageException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The one place where a failure becomes a sentence and an exit code.
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Console console;

  Failures(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] words) {
    PrintWriter err = console.err();
    CommandLine command = wrong.getCommandLine();
    String sentence = sentence(wrong, command);
    boolean keep = Defaults.fromKeep(wrong, console, List.of(words));
    String typed = keep ? ofKeep(sentence) : Defaults.asTyped(sentence, wrong, List.of(words));
    err.println("dr-clean: " + Safe.line(typed));
    if (wrong instanceof Root.CommandMissing) {
      command.usage(err);
      return Exit.USAGE.code;
    }
    List<String> meant =
        wrong instanceof UnmatchedArgumentException unmatched ? Guess.meant(unmatched) : List.of();
    err.println(
        meant.isEmpty()
            ? "see: " + command.getCommandSpec().qualifiedName() + " --help"
            : "Did you mean: " + String.join(" or ", meant) + "?");
    return Exit.USAGE.code;
  }

  private static String sentence(ParameterException wrong, CommandLine command) {
    boolean root = command.getParent() == null;
    if (root && wrong instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst();
      return word.contains("/") || word.startsWith("-")
          ? "a command is missing, such as `report`, beside " + word
          : "there is no command " + word;
    }
    return String.valueOf(wrong.getMessage());
  }

  /// The name of the option would lead astray: nobody typed it.
  private static String ofKeep(String sentence) {
    return "the environment's $KEEP is the grace time, and does not fit: "
        + sentence.replaceFirst("^Invalid value for option '[^']*'(?: \\([^)]*\\))?: ", "");
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult words) {
    return said(failure);
  }

  /// Says what a failure is, and answers the exit code for it.
  int said(Exception failure) {
    return switch (failure) {
      case Misused _ -> said(failure, Exit.USAGE);
      case Refused _ -> said(failure, Exit.REFUSED);
      case Beyond _ -> said(failure, Exit.LIMIT);
      case LeaseHeld _ -> said(failure, Exit.LEASE);
      case StorageException _ -> said(failure, Exit.STORAGE);
      default -> {
        failure.printStackTrace(console.err());
        yield Exit.BUG.code;
      }
    };
  }

  private int said(Exception failure, Exit exit) {
    String sentence = String.valueOf(failure.getMessage());
    boolean refusal = exit == Exit.REFUSED || exit == Exit.LIMIT || exit == Exit.LEASE;
    String begin = refusal && !sentence.startsWith("refused") ? "refused: " : "";
    console.say("dr-clean: " + begin + sentence);
    return exit.code;
  }
}
