package org.certdrop.proof;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;

/**
 * A long proof: {@code mvn verify} runs a short form of it, {@code mvn verify -Pproofs} the whole
 * of it, and nothing else. With {@code -Dproofs.part=2/3} it is the second third of what is tried
 * one by one.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("proof")
public @interface Proof {
  /** How much of a proof is run. */
  final class Size {
    private static final boolean WHOLE = Boolean.getBoolean("proofs");
    private static final String[] PART = System.getProperty("proofs.part", "1/1").split("/");
    private static final int FIRST = Integer.parseInt(PART[0]) - 1;
    private static final int PARTS = Integer.parseInt(PART[1]);

    static {
      if (FIRST < 0 || FIRST >= PARTS) {
        throw new IllegalArgumentException(
            "proofs.part is no part, such as 2/3: nothing would run");
      }
    }

    private Size() {}

    /** Whether nothing is left out. */
    public static boolean isWhole() {
      return WHOLE && PARTS == 1;
    }

    /** How many rounds there are. */
    public static int of(int whole, int brief) {
      return WHOLE ? whole : brief;
    }

    /** All that there is to try, or its part, or in the short form each {@code nth} of it. */
    public static <T> List<T> of(List<T> all, int nth) {
      return each(all, of(PARTS, nth), of(FIRST, 0));
    }

    /** Each {@code step}th, from the {@code first} on. */
    static <T> List<T> each(List<T> all, int step, int first) {
      return IntStream.range(0, all.size())
          .filter(i -> i % step == first)
          .mapToObj(all::get)
          .toList();
    }
  }
}
