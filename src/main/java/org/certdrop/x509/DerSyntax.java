package org.certdrop.x509;

import static org.certdrop.x509.MalformedException.unless;

import java.util.Arrays;

/**
 * The distinguished encoding rules (X.690 sections 8, 10 and 11), checked before anything builds
 * objects from the bytes: one encoding for one value, no recursion deeper than {@value #MAX_DEPTH}
 * levels, no memory for lengths that are only claimed.
 */
public final class DerSyntax {
  /** How deep constructed values may nest; a real certificate needs about 12 levels. */
  static final int MAX_DEPTH = 64;

  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;

  private final byte[] der;

  private DerSyntax(byte[] der) {
    this.der = der;
  }

  /** Whether the bytes are one DER value and nothing else. */
  public static boolean isValue(byte[] bytes) {
    try {
      check(bytes);
      return true;
    } catch (MalformedException e) {
      return false;
    }
  }

  /**
   * Checks that the bytes are one DER value and nothing else.
   *
   * @throws MalformedException if they are not
   */
  static void check(byte[] der) {
    int end = new DerSyntax(der).value(0, der.length, 0);
    unless(
        end == der.length,
        (der.length - end) + " trailing bytes follow the DER value of " + end + " bytes");
  }

  /**
   * Where the SEQUENCE at a position says that it ends.
   *
   * @return the position after it; beyond the bytes if the value is cut off
   * @throws MalformedException if no SEQUENCE of definite length begins there
   */
  static long claimedEnd(byte[] der, int start) {
    int available = der.length - start;
    unless(available == 0 || (der[start] & 0xff) == SEQUENCE, "the bytes begin no DER SEQUENCE");
    if (available < 2) {
      return start + 2L;
    }
    int octets = lengthOctets(der[start + 1] & 0xff);
    return available < 2 + octets
        ? start + 2L + octets
        : start + 2L + octets + new DerSyntax(der).length(start + 1);
  }

  /**
   * The DER of the first element of a SEQUENCE of SEQUENCEs that was checked, as it stands there.
   */
  static byte[] firstElement(byte[] der) {
    int start = 2 + lengthOctets(der[1] & 0xff);
    return Arrays.copyOfRange(der, start, (int) claimedEnd(der, start));
  }

  /** Checks the value at a position and returns where it ends. */
  private int value(int start, int limit, int depth) {
    unless(depth < MAX_DEPTH, "the DER nests deeper than " + MAX_DEPTH + " levels");
    unless(limit - start >= 2, "a DER value lacks its length" + at(start));
    int tag = der[start] & 0xff;
    unless((tag & 0x1f) != 0x1f, "a tag number is over 30" + at(start));
    int octets = lengthOctets(der[start + 1] & 0xff);
    unless(limit - start >= 2 + octets, "a DER length is cut off" + at(start));
    long length = length(start + 1);
    int content = start + 2 + octets;
    unless(length <= limit - content, "a DER value is longer than what holds it" + at(start));
    int end = content + (int) length;
    if ((tag & 0x20) != 0) {
      unless((tag & 0xc0) != 0 || tag == SEQUENCE || tag == SET, "a tag is not DER" + at(start));
      elements(content, end, depth, tag == SET);
    } else if ((tag & 0xc0) == 0) {
      DerContent.check(tag, der, content, end);
    }
    return end;
  }

  private void elements(int start, int end, int depth, boolean sorted) {
    int previous = -1;
    int at = start;
    while (at < end) {
      int next = value(at, end, depth + 1);
      unless(
          !sorted || previous < 0 || Arrays.compareUnsigned(der, previous, at, der, at, next) <= 0,
          "the elements of a SET are not in DER's order" + at(at));
      previous = at;
      at = next;
    }
  }

  private static int lengthOctets(int first) {
    unless(first != 0x80, "an indefinite length is BER, not DER");
    unless(first <= 0x84, "a DER length takes over four octets");
    return first < 0x80 ? 0 : first & 0x7f;
  }

  private long length(int at) {
    int first = der[at] & 0xff;
    if (first < 0x80) {
      return first;
    }
    long length = 0;
    for (int i = 1; i <= (first & 0x7f); i++) {
      length = (length << 8) | (der[at + i] & 0xff);
    }
    boolean minimal = length >= 0x80 && der[at + 1] != 0;
    unless(minimal, "a DER length is not in its shortest form" + at(at));
    return length;
  }

  private static String at(int position) {
    return " (byte " + position + ")";
  }
}
