package io.simpleflow.server.operations;

import io.simpleflow.history.DecisionType;
import io.simpleflow.server.protocol.Fault;
import io.simpleflow.server.protocol.Input;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether each decision has the attributes that its type needs. */
final class DecisionAttributes {
  /** Those all of whose attributes are optional, so that there may be none. */
  private static final Set<String> NEED_NONE =
      Set.of(
          DecisionType.COMPLETE_WORKFLOW_EXECUTION.wireName(),
          DecisionType.FAIL_WORKFLOW_EXECUTION.wireName(),
          DecisionType.CANCEL_WORKFLOW_EXECUTION.wireName(),
          DecisionType.CONTINUE_AS_NEW_WORKFLOW_EXECUTION.wireName());

  private DecisionAttributes() {}

  /**
   * Checks decisions whose types are known.
   *
   * @throws Fault if one lacks its attributes
   */
  static void check(List<Input> decisions) {
    for (int number = 1; number <= decisions.size(); number++) {
      Input decision = decisions.get(number - 1);
      String type = decision.text("decisionType");
      String attributes =
          type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1) + "DecisionAttributes";
      if (!NEED_NONE.contains(type) && decision.optionalStructure(attributes).isEmpty()) {
        throw Fault.validation(
            "1 validation error detected: Value null at 'decisions.%d.member.%s' failed to satisfy"
                    .formatted(number, attributes)
                + " constraint: Member must not be null");
      }
    }
  }
}
