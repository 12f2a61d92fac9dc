package io.simpleflow.server.operations;

import io.simpleflow.server.protocol.Input;
import java.util.Optional;

/**
 * A call of an operation.
 *
 * @param operation its name
 * @param input its members
 * @param region the region that the caller takes this for
 */
record Call(String operation, Input input, String region) {
  private static final int LARGEST_PAGE = 1_000;

  /** The domain that the call names. */
  String domain() {
    return input.text("domain");
  }

  /** The name of the task list that the call is about. */
  String taskList() {
    return input.structure("taskList").text("name");
  }

  /** How many elements the answer may have; 0 is as if nothing was said. */
  int pageSize() {
    return input.number("maximumPageSize").filter(size -> size > 0).orElse(LARGEST_PAGE);
  }

  boolean isReversed() {
    return input.flag("reverseOrder");
  }

  Optional<String> pageToken() {
    return input.optional("nextPageToken").filter(token -> !token.isEmpty());
  }
}
