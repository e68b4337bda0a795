package org.certdrop.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Changes valid input a little, in the ways in which transfers, editors and attackers change it:
 * octets flipped, ranges left out, doubled, moved and repeated, words of the format put in wrong
 * places, files cut off and put together.
 */
public final class Mutations implements Fuzz.Inputs {
  /** What a dropped file may have. */
  private static final int LONGEST = 64 * 1024;

  private static final byte[] EDGES = {
    0, 1, 9, 10, 13, 0x1b, 0x20, 0x22, 0x2d, 0x30, 0x3d, 0x5c, 0x7b, 0x7f, -128, -127, -2, -1
  };

  private final List<byte[]> seeds;
  private final List<byte[]> words;

  /**
   * Mutations of some inputs.
   *
   * @param seeds valid inputs
   * @param words words of the format, and values at the edges of what it allows
   */
  public Mutations(List<byte[]> seeds, List<String> words) {
    this.seeds = List.copyOf(seeds);
    this.words = words.stream().map(Bytes::of).toList();
  }

  /** One of the valid inputs. */
  public byte[] seed(RandomGenerator random) {
    return one(seeds, random);
  }

  @Override
  public byte[] next(RandomGenerator random) {
    return mutated(seed(random), random);
  }

  /** A changed copy, with few changes more often than many. */
  public byte[] mutated(byte[] input, RandomGenerator random) {
    byte[] changed = input;
    do {
      changed = change(changed, random);
    } while (random.nextInt(3) > 0);
    return changed.length > LONGEST ? Arrays.copyOf(changed, LONGEST) : changed;
  }

  private byte[] change(byte[] input, RandomGenerator random) {
    int start = random.nextInt(input.length + 1);
    int end = Math.min(input.length, start + length(input.length, random));
    return switch (random.nextInt(13)) {
      case 0 -> withOctet(input, start, o -> o ^ (1 << random.nextInt(8)));
      case 1 -> withOctet(input, start, o -> EDGES[random.nextInt(EDGES.length)]);
      case 2 -> withOctet(input, start, o -> random.nextInt(256));
      case 3 -> withOctet(input, start, o -> o + (random.nextBoolean() ? 1 : -1));
      case 4 -> Bytes.without(input, start, end);
      case 5 -> Bytes.replaced(input, start, start, Arrays.copyOfRange(input, start, end));
      case 6 -> Bytes.replaced(input, start, end, word(random));
      case 7 -> Bytes.replaced(input, start, start, word(random));
      case 8 -> inPlaceOfWord(input, start, random);
      case 9 -> spliced(input, start, random);
      case 10 -> moved(input, start, end, random);
      case 11 -> repeated(input, start, end, random);
      default -> random.nextInt(4) == 0 ? Arrays.copyOf(input, start) : swapped(input, random);
    };
  }

  /** Mostly short, sometimes of any length. */
  private static int length(int most, RandomGenerator random) {
    return 1 + random.nextInt(random.nextInt(4) == 0 ? most + 1 : 16);
  }

  private interface Octet {
    int of(int octet);
  }

  private static byte[] withOctet(byte[] input, int at, Octet change) {
    byte[] changed = input.clone();
    if (at < changed.length) {
      changed[at] = (byte) change.of(changed[at]);
    }
    return changed;
  }

  private byte[] word(RandomGenerator random) {
    return words.isEmpty() ? new byte[] {EDGES[random.nextInt(EDGES.length)]} : one(words, random);
  }

  /** A whole word or number is taken for another one. */
  private byte[] inPlaceOfWord(byte[] input, int at, RandomGenerator random) {
    int start = at;
    while (start > 0 && isOfWord(input[start - 1])) {
      start--;
    }
    int end = at;
    while (end < input.length && isOfWord(input[end])) {
      end++;
    }
    return Bytes.replaced(input, start, end, word(random));
  }

  private static boolean isOfWord(byte octet) {
    return Character.isLetterOrDigit(octet) || "_-.:+".indexOf(octet) >= 0;
  }

  /** Its beginning, then the end of another one. */
  private byte[] spliced(byte[] input, int at, RandomGenerator random) {
    byte[] other = seed(random);
    int from = random.nextBoolean() ? Math.min(at, other.length) : random.nextInt(other.length + 1);
    return Bytes.replaced(input, at, input.length, Arrays.copyOfRange(other, from, other.length));
  }

  private static byte[] moved(byte[] input, int start, int end, RandomGenerator random) {
    byte[] piece = Arrays.copyOfRange(input, start, end);
    byte[] rest = Bytes.without(input, start, end);
    int to = random.nextInt(rest.length + 1);
    return Bytes.replaced(rest, to, to, piece);
  }

  private static byte[] repeated(byte[] input, int start, int end, RandomGenerator random) {
    int most = random.nextInt(200) == 0 ? LONGEST / Math.max(1, end - start) : 8;
    byte[] piece = Arrays.copyOfRange(input, start, end);
    return Bytes.replaced(input, start, end, Bytes.repeated(piece, 1 + random.nextInt(most)));
  }

  private static byte[] swapped(byte[] input, RandomGenerator random) {
    if (input.length < 2) {
      return input;
    }
    byte[] changed = input.clone();
    int one = random.nextInt(input.length);
    int other = random.nextInt(input.length);
    changed[one] = input[other];
    changed[other] = input[one];
    return changed;
  }

  private static byte[] one(List<byte[]> some, RandomGenerator random) {
    return some.get(random.nextInt(some.size()));
  }
}
