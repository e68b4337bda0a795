package org.certdrop.home;

import java.io.IOException;
import java.nio.file.Path;
import org.certdrop.JavaCommand;

/**
 * Another process that looks whether a service runs on a home. In one process Java itself knows who
 * has a lock, also one that the operating system let go of: it does so when any channel of the file
 * is closed.
 */
public final class LookingProcess {
  private static final int HELD = 0;
  private static final int FREE = 3;

  private LookingProcess() {}

  /** Argument: the home. */
  public static void main(String[] arguments) throws IOException {
    System.exit(RunLock.isHeld(new Home(Path.of(arguments[0]))) ? HELD : FREE);
  }

  /** Whether another process sees that a service runs on a home. */
  public static boolean seesAService(Home home) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder(JavaCommand.of(LookingProcess.class, home.directory().toString()))
            .inheritIO()
            .start()
            .waitFor();
    if (code != HELD && code != FREE) {
      throw new IOException("the look at the lock ended with " + code);
    }
    return code == HELD;
  }
}
