package org.certdrop.proof;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves out the proofs that are of another part than {@code proofs.part} says; all are of 1/1. */
final class ProofPart implements ExecutionCondition {
  private final int number;
  private final int parts;

  /** That which the build asks for. */
  ProofPart() {
    this(Proof.Size.isWhole() ? System.getProperty("proofs.part", "1/1") : "1/1");
  }

  /**
   * A part.
   *
   * @param words its number, counted from 1, and how many there are: 2/3
   */
  ProofPart(String words) {
    String[] numbers = words.split("/", -1);
    number = Integer.parseInt(numbers[0]);
    parts = Integer.parseInt(numbers[1]);
    if (number < 1 || number > parts) {
      throw new IllegalArgumentException("proofs.part is no part, such as 2/3: " + words);
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return context.getTestMethod().stream()
            .allMatch(method -> has(context.getRequiredTestClass().getName(), method.getName()))
        ? ConditionEvaluationResult.enabled("of this part")
        : ConditionEvaluationResult.disabled("of another part");
  }

  /** Whether a proof is of this part. */
  boolean has(String test, String method) {
    return Math.floorMod((test + "#" + method).hashCode(), parts) == number - 1;
  }
}
