package org.certdrop.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The folder from which people carry this party's instructions to the other sites. */
public final class Outbox {
  /** An outbox; the folder need not exist yet. */
  public Outbox(Path folder) {}

  /**
   * Brings the files of these instructions up to date.
   *
   * @param instructions what the files should say
   * @return the names of the files that were written, because they were absent or said otherwise
   * @throws IOException if the machine refuses
   */
  public List<String> publish(Instructions instructions) throws IOException {
    throw new UnsupportedOperationException();
  }
}
