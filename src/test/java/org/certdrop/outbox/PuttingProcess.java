package org.certdrop.outbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.certdrop.JavaCommand;

/** A process of its own that writes one file and its signature, each time that it is told to. */
final class PuttingProcess {
  private PuttingProcess() {}

  /** Arguments: the file, what the process is called. Answers an octet with one, once it wrote. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    int rivals = 0;
    for (int round = 0; System.in.read() >= 0; round++) {
      byte[] said = (arguments[1] + round).getBytes(StandardCharsets.US_ASCII);
      for (boolean done = false; !done; ) {
        try {
          ReplyFiles.put(file, said, said);
          done = true;
        } catch (IOException e) {
          rivals++; // it is written again, as the queue of replies does
        }
      }
      System.out.write('.');
      System.out.flush();
    }
    System.err.println(arguments[1] + " was disturbed " + rivals + " times");
  }

  static Process start(Path file, String name) throws IOException {
    return new ProcessBuilder(JavaCommand.of(PuttingProcess.class, file.toString(), name))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
