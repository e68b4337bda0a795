package org.certdrop.inbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.StandardOpenOption;
import org.certdrop.files.OpenFolder;
import org.certdrop.home.TypedCommands;
import org.certdrop.json.StrictJson;
import org.certdrop.verdict.Verdict;

/** What became of a submission, beside its files. */
final class VerdictFile {
  static final String NAME = "verdict.json";

  private VerdictFile() {}

  /**
   * Writes a verdict into a folder of {@code .work}. Nobody looks at it there: a kill leaves half
   * of one to be written again.
   *
   * @param typed completes the commands in it
   * @throws java.nio.file.NoSuchFileException if there is no such folder
   * @throws IOException if the operating system cannot write it now
   */
  static void write(OpenFolder folder, Verdict verdict, TypedCommands typed) throws IOException {
    String text =
        StrictJson.mapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(typed.complete(verdict.toJson()))
            + "\n";
    try {
      writeNew(folder, text);
    } catch (FileAlreadyExistsException e) {
      // It is not opened, whatever it is: to open a pipe would wait for ever.
      folder.delete(NAME);
      writeNew(folder, text);
    }
  }

  private static void writeNew(OpenFolder folder, String text) throws IOException {
    try (SeekableByteChannel file =
        folder.channel(NAME, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (rest.hasRemaining()) {
        file.write(rest);
      }
    }
  }
}
