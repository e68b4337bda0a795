package org.certdrop.party;

import java.net.Inet6Address;

/**
 * The one text form of an IPv6 address: lower case, no leading zeros, the longest run as {@code
 * ::}.
 */
final class Rfc5952 {
  private static final int GROUPS = 8;

  private Rfc5952() {}

  /** RFC 5952 section 4. */
  static String format(Inet6Address address) {
    int[] groups = groups(address.getAddress());
    int[] run = longestRunOfZeros(groups);
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < GROUPS; i++) {
      if (i == run[0]) {
        text.append("::");
        i += run[1] - 1;
      } else {
        if (i > 0 && i != run[0] + run[1]) {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }

  private static int[] groups(byte[] octets) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = ((octets[2 * i] & 0xff) << 8) | (octets[2 * i + 1] & 0xff);
    }
    return groups;
  }

  /**
   * Start and length of the first longest run of two or more zero groups; start -1 if there is
   * none.
   */
  private static int[] longestRunOfZeros(int[] groups) {
    int[] longest = {-1, 1};
    for (int start = 0; start < GROUPS; start++) {
      int end = start;
      while (end < GROUPS && groups[end] == 0) {
        end++;
      }
      if (end - start > longest[1]) {
        longest = new int[] {start, end - start};
      }
      start = Math.max(start, end - 1);
    }
    return longest;
  }
}
