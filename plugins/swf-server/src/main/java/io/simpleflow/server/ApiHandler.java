package io.simpleflow.server;

import io.simpleflow.server.SignatureCheck.Authorization;
import io.simpleflow.server.operations.Reply;
import io.simpleflow.server.operations.SwfApi;
import io.simpleflow.server.protocol.Fault;
import io.simpleflow.server.protocol.FaultType;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;
import org.jspecify.annotations.Nullable;

/** Takes SWF's operations from HTTP requests: AWS JSON 1.0. Thread-safe. */
final class ApiHandler extends Handler.Abstract implements Graceful {
  private static final String TARGET = "SimpleWorkflowService.";
  private static final String OLD_TARGET = "com.amazonaws.swf.service.model." + TARGET;
  private static final String DEFAULT_REGION = "us-east-1";

  private final SwfApi api;
  private final Optional<SignatureCheck> signatures;
  private final HeldPolls polls = new HeldPolls();
  private volatile boolean shutdown;

  ApiHandler(SwfApi api, Optional<SignatureCheck> signatures) {
    this.api = api;
    this.signatures = signatures;
  }

  /** How many polls wait for a task. */
  int heldPolls() {
    return polls.size();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, response, callback);
    if (HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod())) {
      exchange.tell("Simpleflow: a server for Amazon SWF's API, healthy\n");
    } else if (!HttpMethod.POST.is(request.getMethod())) {
      exchange.refuse(
          new Fault(FaultType.UNKNOWN_OPERATION, "Operations are sent with the method POST"));
    } else {
      request.addIdleTimeoutListener(timeout -> !exchange.isReceived());
      new RequestBody(
              request,
              body -> answer(exchange, request, body),
              () -> refuseTooLarge(exchange),
              exchange::abandon)
          .run();
    }
    return true;
  }

  private static void refuseTooLarge(Exchange exchange) {
    exchange.closeAfterwards();
    exchange.refuse(
        new Fault(
            FaultType.REQUEST_TOO_LARGE,
            "Request size exceeded %d bytes".formatted(RequestBody.LARGEST)));
  }

  private void answer(Exchange exchange, Request request, byte[] body) {
    exchange.received();
    try {
      String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
      signatures.ifPresent(
          check ->
              check.check(
                  request.getMethod(),
                  request.getHttpURI().getPathQuery(),
                  request.getHeaders(),
                  body));
      String operation = operation(request.getHeaders().get("X-Amz-Target"));
      String region = Authorization.region(authorization, DEFAULT_REGION);
      CompletableFuture<Reply> answer = api.call(operation, body, region);
      if (answer.isDone()) {
        exchange.answer(answer.join());
      } else {
        polls.hold(exchange, answer, Reply.of(() -> api.nothing(operation)));
      }
    } catch (RuntimeException e) {
      exchange.refuse(Faults.of(e));
    }
  }

  private static String operation(@Nullable String target) {
    if (target != null && target.startsWith(TARGET)) {
      return target.substring(TARGET.length());
    }
    if (target != null && target.startsWith(OLD_TARGET)) {
      return target.substring(OLD_TARGET.length());
    }
    throw new Fault(
        FaultType.UNKNOWN_OPERATION,
        target == null
            ? "The header X-Amz-Target is missing; it names the operation"
            : "The header X-Amz-Target must begin with " + TARGET);
  }

  @Override
  public CompletableFuture<Void> shutdown() {
    shutdown = true;
    polls.stop();
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }
}
