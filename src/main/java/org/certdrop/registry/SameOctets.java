package org.certdrop.registry;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** Compares what is written here with what a file has already. */
final class SameOctets extends OutputStream {
  private final InputStream there;
  private boolean same = true;

  /** Compares from the file's start on; the channel stays open. */
  SameOctets(FileChannel channel) throws IOException {
    this.there = new BufferedInputStream(Channels.newInputStream(channel.position(0)));
  }

  @Override
  public void write(int octet) throws IOException {
    same = same && there.read() == (octet & 0xff);
  }

  @Override
  public void write(byte[] octets, int from, int count) throws IOException {
    same =
        same
            && Arrays.equals(
                there.readNBytes(count), Arrays.copyOfRange(octets, from, from + count));
  }

  /** Whether all that was written is all that is there. */
  boolean isWhole() throws IOException {
    return same && there.read() < 0;
  }
}
