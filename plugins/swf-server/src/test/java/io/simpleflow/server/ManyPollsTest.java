package io.simpleflow.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManyPollsTest {
  private static final int POLLS = 1_000;

  private static ByteBuffer poll() {
    String body = "{\"domain\":\"d\",\"taskList\":{\"name\":\"decisions\"}}";
    return ByteBuffer.wrap(
        ("POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target:"
                + " SimpleWorkflowService.PollForDecisionTask\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body)
            .getBytes(UTF_8));
  }

  @Test
  void aThousandPollsAreHeldWithoutThreadsOneIsWokenAndAllAreAnsweredInTheEnd() throws Exception {
    List<SocketChannel> clients = new ArrayList<>();
    Wire wire = Wire.start(options -> options.withLongPoll(Duration.ofSeconds(60))).withTypes();
    try (Selector answers = Selector.open()) {
      for (int i = 0; i < POLLS; i++) {
        SocketChannel client =
            SocketChannel.open(
                new InetSocketAddress(wire.address().getHost(), wire.address().getPort()));
        clients.add(client);
        client.write(poll());
        client.configureBlocking(false);
        client.register(answers, SelectionKey.OP_READ);
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> wire.server.heldPolls() == POLLS);
      assertThat(serverThreads()).isLessThan(POLLS / 10);

      wire.startExecution("one");
      await().until(() -> answers.selectNow() == 1);
      assertThat(read((SocketChannel) answers.selectedKeys().iterator().next().channel()))
          .contains("\"workflowId\":\"one\"");
      assertThat(wire.server.heldPolls()).isEqualTo(POLLS - 1);

      long begin = System.nanoTime();
      wire.close();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
      int answered = 0;
      for (SocketChannel client : clients) {
        answered +=
            read(client).contains("{\"previousStartedEventId\":0,\"startedEventId\":0}") ? 1 : 0;
      }
      assertThat(answered).isEqualTo(POLLS - 1);
    } finally {
      for (SocketChannel client : clients) {
        client.close();
      }
      wire.close();
    }
  }

  private static long serverThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("swf-server"))
        .count();
  }

  private static String read(SocketChannel client) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(8_192);
    client.read(buffer);
    return new String(buffer.array(), 0, buffer.position(), UTF_8);
  }
}
