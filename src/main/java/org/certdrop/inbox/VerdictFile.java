package org.certdrop.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.certdrop.files.NewFile;
import org.certdrop.files.OpenFolder;
import org.certdrop.home.TypedCommands;
import org.certdrop.json.StrictJson;
import org.certdrop.verdict.Outcome;
import org.certdrop.verdict.Verdict;

/** What became of a submission, beside its files. */
final class VerdictFile {
  static final String NAME = "verdict.json";
  private static final String UNFINISHED = "." + NAME + ".tmp";

  private VerdictFile() {}

  /**
   * Writes a verdict into a folder of {@code .work}, in the place of what a kill left there.
   *
   * @param work that place; another replica may have concluded meanwhile, and moved the folder on
   * @param typed completes the commands in it
   * @throws NoSuchFileException if there is no such folder any more
   * @throws IOException if the operating system cannot write it now
   */
  static void write(OpenFolder folder, OpenFolder work, Verdict verdict, TypedCommands typed)
      throws IOException {
    byte[] text = text(verdict.toJson(), typed);
    try {
      NewFile.write(folder, NAME, text);
    } catch (FileAlreadyExistsException e) {
      if (!work.has(folder.name())) {
        throw new NoSuchFileException(folder.toString());
      }
      // It is not opened, whatever it is: to open a pipe would wait for ever. And it is replaced in
      // one step: even now the folder may be moved on, and this process killed.
      NewFile.write(folder, beside(folder), text);
      replace(folder);
    }
  }

  /** Where one is written that takes its place in one step; nothing is there. */
  private static String beside(OpenFolder folder) throws IOException {
    if (folder.has(UNFINISHED)) {
      folder.delete(UNFINISHED);
    }
    return UNFINISHED;
  }

  private static void replace(OpenFolder folder) throws IOException {
    if (folder.has(NAME) && folder.attributes(NAME).isDirectory()) {
      folder.delete(NAME); // only a file takes a file's place
    }
    folder.move(UNFINISHED, folder, NAME);
  }

  private static byte[] text(ObjectNode json, TypedCommands typed) throws IOException {
    String text =
        StrictJson.mapper()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(typed.complete(json));
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Writes the verdict on an archive whose files lie beside it: in one step, and durably.
   *
   * @param names the files' names in the inbox
   * @throws IOException if the operating system cannot write it now
   */
  static void writeUnpacked(
      OpenFolder folder, Verdict verdict, List<String> names, TypedCommands typed)
      throws IOException {
    ObjectNode json = verdict.toJson();
    names.forEach(json.putArray("unpacked")::add);
    NewFile.writeDurably(folder, beside(folder), text(json, typed));
    replace(folder);
    folder.sync();
  }

  /** Whether {@link #writeUnpacked} wrote the verdict that is there, if there is one. */
  static boolean tellsOfUnpacking(OpenFolder folder) throws IOException {
    try {
      return folder.has(NAME)
          && RecentVerdicts.read(folder)
              .path("outcome")
              .asText()
              .equals(Outcome.UNPACKED.toString());
    } catch (JsonProcessingException e) {
      return false; // half of another verdict, which a kill left
    }
  }
}
