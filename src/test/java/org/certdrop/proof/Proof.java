package org.certdrop.proof;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A long proof: {@code mvn verify} runs a short form of it, {@code mvn verify -Pproofs} the whole
 * of it, and nothing else. With {@code -Dproofs.part=2/3} it runs about a third of the proofs, the
 * second one.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("proof")
@ExtendWith(ProofPart.class)
public @interface Proof {
  /** How much of a proof is run. */
  final class Size {
    private static final boolean WHOLE = Boolean.getBoolean("proofs");

    private Size() {}

    /** Whether nothing is left out. */
    public static boolean isWhole() {
      return WHOLE;
    }

    /** How many rounds there are. */
    public static int of(int whole, int brief) {
      return WHOLE ? whole : brief;
    }

    /** All that there is to try, or in the short form each {@code nth} of it. */
    public static <T> List<T> of(List<T> all, int nth) {
      return each(all, of(1, nth));
    }

    static <T> List<T> each(List<T> all, int nth) {
      return IntStream.range(0, all.size()).filter(i -> i % nth == 0).mapToObj(all::get).toList();
    }
  }
}
