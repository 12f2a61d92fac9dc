package io.simpleflow.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content.Chunk;
import org.eclipse.jetty.server.Request;

/**
 * Reads a request's body without a thread that waits. A client that sends somewhat too much is
 * heard out before it is refused: one that is cut off while it sends may never read why. Used by
 * one thread at a time.
 */
final class RequestBody implements Runnable {
  static final int LARGEST = 1 << 20;
  private static final int LARGEST_HEARD_OUT = 16 << 20;

  private final Request request;
  private final Consumer<byte[]> whole;
  private final Runnable tooLarge;
  private final Runnable broken;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private long length;

  /**
   * A body that is about to be read.
   *
   * @param whole gets it
   * @param tooLarge called instead if it has more bytes than {@link #LARGEST}
   * @param broken called instead if the client goes away or stops sending
   */
  RequestBody(Request request, Consumer<byte[]> whole, Runnable tooLarge, Runnable broken) {
    this.request = request;
    this.whole = whole;
    this.tooLarge = tooLarge;
    this.broken = broken;
  }

  /** Reads what is there, and has itself called again when there is more. */
  @Override
  public void run() {
    if (request.getLength() > LARGEST_HEARD_OUT) {
      tooLarge.run();
      return;
    }
    while (true) {
      Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      if (Chunk.isFailure(chunk)) {
        broken.run();
        return;
      }
      boolean last = chunk.isLast();
      take(chunk.getByteBuffer());
      chunk.release();
      if (length > LARGEST_HEARD_OUT || (last && length > LARGEST)) {
        tooLarge.run();
        return;
      } else if (last) {
        whole.accept(kept.toByteArray());
        return;
      }
    }
  }

  private void take(ByteBuffer bytes) {
    length += bytes.remaining();
    if (length <= LARGEST) {
      byte[] part = new byte[bytes.remaining()];
      bytes.get(part);
      kept.writeBytes(part);
    }
  }
}
