package io.simpleflow.server.operations;

import io.simpleflow.server.protocol.PageToken;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Pages of what is listed by name, and all in memory. A token names the last element of its page,
 * so that what is registered meanwhile shifts nothing.
 *
 * @param member the answer's member that holds the list
 * @param page what belongs on the page
 * @param next the token of the next page, if there is one
 */
record NamePages<T>(String member, List<T> page, Optional<String> next) {
  /**
   * Cuts a page out.
   *
   * @param all everything, in the order of listing, which is that of the names or its reverse
   * @param name tells the name, different for each
   */
  static <T> NamePages<T> of(Call call, String member, List<T> all, Function<T, String> name) {
    String listing =
        String.join(
            "\n",
            call.operation(),
            call.input().optional("domain").orElse(""),
            call.input().text("registrationStatus"),
            call.input().optional("name").orElse(""),
            Boolean.toString(call.isReversed()));
    Optional<String> after = call.pageToken().map(token -> PageToken.position(listing, token));
    int direction = call.isReversed() ? -1 : 1;
    List<T> rest =
        all.stream()
            .filter(
                each -> after.isEmpty() || direction * name.apply(each).compareTo(after.get()) > 0)
            .limit(call.pageSize() + 1L)
            .toList();
    if (rest.size() <= call.pageSize()) {
      return new NamePages<>(member, rest, Optional.empty());
    }
    List<T> page = rest.subList(0, call.pageSize());
    String last = name.apply(page.get(page.size() - 1));
    return new NamePages<>(member, page, Optional.of(PageToken.of(listing, last)));
  }

  Answer answer(Answer.Element<T> element) {
    return Answer.page(member, page, element, next);
  }
}
