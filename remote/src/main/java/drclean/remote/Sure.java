// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.util.function.Supplier;

/// Changes one thing and makes sure: where a reply leaves doubt, it looks before it speaks, and
/// before it asks again.
final class Sure {
  private final Session session;
  private final Call call;
  private final Supplier<Answer<Boolean>> look;

  /// @param look whether it is as wished by now
  Sure(Session session, Call call, Supplier<Answer<Boolean>> look) {
    this.session = session;
    this.call = call;
    this.look = look;
  }

  /// What a plain reply means; what it makes of others is not heard.
  interface Meaning {
    Change of(Reply.Got got);
  }

  /// Asks until it is so, or until asking is of no use.
  Change change(Meaning meaning) {
    for (int tries = 1; ; tries++) {
      Reply reply = session.send(call);
      Change change =
          switch (reply) {
            case Reply.Denied(var why) -> new Change.Denied(why);
            case Reply.Astray(var why) -> new Change.Failed(why);
            case Reply.Got got when got.redirects() -> new Change.Failed(elsewhere(got));
            case Reply.Got got when !Patience.passing(got) -> meaning.of(got);
            case Reply.Got got -> settled(new Change.Failed(Complaint.of(got).sentence()));
            case Reply.Lost(var why, _) -> settled(new Change.Failed(why));
          };
      boolean again = change instanceof Change.Failed && Patience.passing(reply);
      if (!again || !session.waited(tries, reply)) {
        return change;
      }
    }
  }

  /// What is true after a reply that does not tell.
  Change settled(Change otherwise) {
    return switch (look.get()) {
      case Answer.Found<Boolean>(var so) -> so ? new Change.Done() : otherwise;
      case Answer.Absent<Boolean>(var why) -> new Change.Unknown(why);
      case Answer.Denied<Boolean>(var why) -> new Change.Unknown(why);
      case Answer.Failed<Boolean>(var why) -> new Change.Unknown(why);
    };
  }

  private static String elsewhere(Reply.Got got) {
    return "it answers %d and sends the caller elsewhere, where no change is ever asked for; name it by its own address"
        .formatted(got.status());
  }
}
