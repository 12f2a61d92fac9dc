package io.simpleflow.server;

import io.simpleflow.server.protocol.FaultType;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what is not HTTP as it should be, and what went wrong with it, in the protocol's form.
 */
final class ErrorAnswer extends ErrorHandler {
  private static final int FIRST_SERVER_ERROR = 500;

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Exchange.JSON);
    response.write(true, ByteBuffer.wrap(body(response.getStatus())), callback);
    return true;
  }

  private static byte[] body(int status) {
    return status < FIRST_SERVER_ERROR
        ? Exchange.body(FaultType.SERIALIZATION, "The request is not HTTP as this server takes it")
        : Exchange.body(FaultType.INTERNAL_FAILURE, "The request could not be answered");
  }
}
