package org.certdrop.files;

/** What came of reading a file that is to be small. */
public sealed interface FileContent {

  /** All of its bytes. */
  @SuppressWarnings(
      "ArrayRecordComponent") // never compared; holding a copy would double the memory
  record Bytes(byte[] bytes) implements FileContent {}

  /**
   * Over the limit, and not read.
   *
   * @param size its length in bytes
   */
  record TooLarge(long size) implements FileContent {}

  /**
   * Not to be read, by no fault of disk or system.
   *
   * @param reason why, in words that complete "it "
   */
  record Unreadable(String reason) implements FileContent {
    /** Its owner keeps it from this user. */
    public static final Unreadable DENIED =
        new Unreadable("may not be read by the user that certdrop runs as");

    /** Whether its owner can let this user read it. */
    public boolean isDenied() {
      return equals(DENIED);
    }
  }
}
