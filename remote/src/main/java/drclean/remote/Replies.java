// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

/// What a reply to a question means.
final class Replies {
  private Replies() {}

  /// A whole success is what was asked for; 404 says that there is none; all else says nothing.
  static Answer<Reply.Got> found(Reply reply) {
    return switch (reply) {
      case Reply.Got got when got.status() == 200 && got.body().end() == Body.End.WHOLE ->
          new Answer.Found<>(got);
      case Reply.Got got when got.status() == 200 ->
          new Answer.Failed<>("its answer is longer than an answer may be");
      case Reply.Got got when got.status() == 404 ->
          new Answer.Absent<>(Complaint.of(got).sentence());
      case Reply.Got got -> new Answer.Failed<>(Complaint.of(got).sentence());
      case Reply.Denied(var why) -> new Answer.Denied<>(why);
      case Reply.Lost(var why, _) -> new Answer.Failed<>(why);
      case Reply.Astray(var why) -> new Answer.Failed<>(why);
    };
  }
}
