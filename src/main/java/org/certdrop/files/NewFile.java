package org.certdrop.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** Makes files in open folders, under names that must be free. */
public final class NewFile {
  private NewFile() {}

  /**
   * Makes one.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the name is taken
   */
  public static void write(OpenFolder folder, String name, byte[] content) throws IOException {
    write(folder, name, content, false);
  }

  /**
   * Makes one whose content is on disk on return.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the name is taken
   */
  public static void writeDurably(OpenFolder folder, String name, byte[] content)
      throws IOException {
    write(folder, name, content, true);
  }

  private static void write(OpenFolder folder, String name, byte[] content, boolean durably)
      throws IOException {
    try (FileChannel file =
        (FileChannel)
            folder.channel(name, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        file.write(rest);
      }
      if (durably) {
        file.force(true);
      }
    }
  }
}
