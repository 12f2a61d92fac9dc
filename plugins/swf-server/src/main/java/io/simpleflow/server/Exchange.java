package io.simpleflow.server;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.simpleflow.server.operations.Reply;
import io.simpleflow.server.protocol.Fault;
import io.simpleflow.server.protocol.FaultType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request and its answer, which is written once. */
final class Exchange {
  static final String JSON = "application/x-amz-json-1.0";
  private static final int OK = 200;

  private final Request request;
  private final Response response;
  private final Callback callback;
  private volatile boolean received;

  Exchange(Request request, Response response, Callback callback) {
    this.request = request;
    this.response = response;
    this.callback = callback;
  }

  EndPoint connection() {
    return request.getConnectionMetaData().getConnection().getEndPoint();
  }

  Executor executor() {
    return request.getComponents().getExecutor();
  }

  void closeAfterwards() {
    response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
  }

  /** Notes that the request is here, so that it is not the client who is idle. */
  void received() {
    received = true;
  }

  boolean isReceived() {
    return received;
  }

  /** Makes the body and sends it; what cannot be delivered is told so. */
  void answer(Reply reply) {
    byte[] body;
    try {
      body = reply.body();
    } catch (RuntimeException | Error e) {
      reply.undelivered();
      refuse(Faults.of(e));
      return;
    }
    Callback undelivered = Callback.from(() -> {}, failure -> reply.undelivered());
    write(OK, JSON, body, Callback.combine(undelivered, callback));
  }

  void tell(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    write(OK, "text/plain; charset=utf-8", body, callback);
  }

  void refuse(Fault fault) {
    byte[] body = body(fault.type(), String.valueOf(fault.getMessage()));
    write(fault.type().status(), JSON, body, callback);
  }

  static byte[] body(FaultType type, String message) {
    String quoted = String.valueOf(JsonStringEncoder.getInstance().quoteAsString(message));
    return "{\"__type\":\"%s\",\"message\":\"%s\"}"
        .formatted(type.wireName(), quoted)
        .getBytes(StandardCharsets.UTF_8);
  }

  private void write(int status, String contentType, byte[] body, Callback whenWritten) {
    response.setStatus(status);
    response.getHeaders().put("x-amzn-RequestId", UUID.randomUUID().toString());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), whenWritten);
  }

  /** Gives up, because nobody waits for an answer. */
  void abandon() {
    connection().close();
    callback.failed(new EofException("the client has gone"));
  }
}
