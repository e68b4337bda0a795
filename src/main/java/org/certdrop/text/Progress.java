package org.certdrop.text;

/** Hears how far a long job has come. */
@FunctionalInterface
public interface Progress {
  /** Nobody wants to know. */
  Progress UNHEARD = (things, done, total) -> {};

  /**
   * One or more things are done.
   *
   * @param things what they are, in the plural, such as {@code parties}
   * @param done how many are done
   * @param total how many there are, as far as is known now
   */
  void reached(String things, long done, long total);
}
