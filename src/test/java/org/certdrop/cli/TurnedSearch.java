package org.certdrop.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Searches a large file for octets that this process must not hold as they are.
 *
 * @param sought what to search, each octet turned, by its name
 * @param turn what each octet is turned with (exclusive or)
 */
record TurnedSearch(Map<String, byte[]> sought, byte turn) {

  /** The names of what a file holds. */
  Set<String> in(Path file) throws IOException {
    BitSet beginnings = new BitSet();
    sought.values().forEach(octets -> beginnings.set(pair(octets[0], octets[1])));
    Set<String> found = new TreeSet<>();
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      int before = 0;
      for (int at = 1; at < content.limit(); at++) {
        int octet = (content.get(at) ^ turn) & 0xff;
        if (beginnings.get(before << 8 | octet)) {
          note(content, at - 1, found);
        }
        before = octet;
      }
    }
    return found;
  }

  private static int pair(byte first, byte second) {
    return (first & 0xff) << 8 | (second & 0xff);
  }

  private void note(ByteBuffer content, int at, Set<String> found) {
    sought.forEach(
        (name, octets) -> {
          if (isAt(content, at, octets)) {
            found.add(name);
          }
        });
  }

  private boolean isAt(ByteBuffer content, int at, byte[] octets) {
    if (at + octets.length > content.limit()) {
      return false;
    }
    for (int i = 0; i < octets.length; i++) {
      if ((content.get(at + i) ^ turn) != octets[i]) {
        return false;
      }
    }
    return true;
  }
}
