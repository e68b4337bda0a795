package org.certdrop.intake;

/**
 * One dropped file: read once, and never trusted.
 *
 * @param name its own name, as it was dropped
 * @param content what it held
 */
public record SubmittedFile(String name, Content content) {

  /** What came of reading a file. */
  public sealed interface Content {}

  /** All of its bytes. */
  @SuppressWarnings(
      "ArrayRecordComponent") // never compared; holding a copy would double the memory
  public record Bytes(byte[] bytes) implements Content {}

  /**
   * Over the limit, and not read.
   *
   * @param size its length in bytes
   */
  public record TooLarge(long size) implements Content {}

  /**
   * Not to be read, by no fault of the machine.
   *
   * @param reason why, in words that complete "it "
   */
  public record Unreadable(String reason) implements Content {}
}
