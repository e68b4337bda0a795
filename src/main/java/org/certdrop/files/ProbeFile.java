package org.certdrop.files;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.util.UUID;

/** A file that certdrop makes in a folder for a moment, to see whether it could write there. */
public final class ProbeFile {
  /** Always the same, so that what a kill leaves goes with the next probe. */
  public static final String NAME = ".probe.tmp";

  private static final String PREFIX = ".probe-";
  private static final int BLOCK = 4096;

  private ProbeFile() {}

  /** Whether an entry of a folder is such a file. */
  public static boolean isName(String name) {
    return name.equals(NAME) || name.startsWith(PREFIX);
  }

  /**
   * Writes a block into a file that has no name any more by then, where the platform can do so.
   *
   * @throws IOException if the folder cannot be written to now
   */
  public static void write(OpenFolder folder) throws IOException {
    try (SeekableByteChannel probe = open(folder)) {
      probe.write(ByteBuffer.allocate(BLOCK));
    }
  }

  private static SeekableByteChannel open(OpenFolder folder) throws IOException {
    try {
      return open(folder, isFree(folder) ? NAME : other());
    } catch (FileAlreadyExistsException e) {
      return open(folder, other()); // another probe is at the same point
    }
  }

  private static SeekableByteChannel open(OpenFolder folder, String name) throws IOException {
    return folder.channel(name, CREATE_NEW, WRITE, DELETE_ON_CLOSE);
  }

  /** What somebody else put there, and certdrop cannot remove, says nothing about the folder. */
  private static boolean isFree(OpenFolder folder) {
    try {
      if (folder.has(NAME)) {
        folder.delete(NAME);
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A name that nobody can know before. */
  private static String other() {
    return PREFIX + UUID.randomUUID() + ".tmp";
  }
}
