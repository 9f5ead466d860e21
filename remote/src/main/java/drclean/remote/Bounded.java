// SPDX-License-Identifier: Apache-2.0
package drclean.remote;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/// Takes so many bytes of a body and lets the rest go.
final class Bounded implements BodySubscriber<Body> {
  private final CompletableFuture<Body> body = new CompletableFuture<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final int most;

  Bounded(int most) {
    this.most = most;
  }

  @Override
  public CompletionStage<Body> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription.complete(given);
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] taken = new byte[Math.min(buffer.remaining(), most - bytes.size())];
      buffer.get(taken);
      bytes.writeBytes(taken);
      if (buffer.hasRemaining()) {
        subscription.join().cancel();
        body.complete(new Body(bytes.toByteArray(), Body.End.CUT));
        return;
      }
    }
  }

  @Override
  public void onError(Throwable broken) {
    body.completeExceptionally(broken);
  }

  @Override
  public void onComplete() {
    body.complete(new Body(bytes.toByteArray(), Body.End.WHOLE));
  }
}
