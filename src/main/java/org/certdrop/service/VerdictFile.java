package org.certdrop.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.certdrop.intake.Verdict;
import org.certdrop.json.StrictJson;

/** What became of a submission, beside its files. */
final class VerdictFile {
  static final String NAME = "verdict.json";

  private VerdictFile() {}

  /**
   * Writes a verdict into a folder of {@code .work}. Nobody looks at it there: a kill leaves half
   * of one to be written anew.
   *
   * @param typed completes the commands in it
   * @throws java.nio.file.NoSuchFileException if there is no such folder
   * @throws IOException if the machine cannot write it now
   */
  static void write(Path folder, Verdict verdict, TypedCommands typed) throws IOException {
    Path file = folder.resolve(NAME);
    String text =
        StrictJson.mapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(typed.complete(verdict.toJson()))
            + "\n";
    try {
      writeNew(file, text);
    } catch (FileAlreadyExistsException e) {
      // It is not opened, whatever it is: to open a pipe would wait for ever.
      Files.deleteIfExists(file);
      writeNew(file, text);
    }
  }

  private static void writeNew(Path file, String text) throws IOException {
    Files.write(
        file,
        text.getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.WRITE,
        StandardOpenOption.CREATE_NEW);
  }
}
