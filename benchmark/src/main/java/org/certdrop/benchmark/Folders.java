package org.certdrop.benchmark;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What the file system alone needs for a submission: a folder, both files moved into it, a verdict
 * beside them, the folder moved to where it stays. Nothing is read.
 */
public final class Folders {
  /** As many octets as a usual verdict has. */
  private static final int VERDICT = 900;

  private Folders() {}

  /** Takes an inbox and a folder to work in; prints the microseconds that a pair took. */
  public static void main(String[] arguments) throws Exception {
    List<Path> pairs = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(Path.of(arguments[0]), "*.pem")) {
      found.forEach(pairs::add);
    }
    Path work = Files.createDirectories(Path.of(arguments[1], "work"));
    Path done = Files.createDirectories(Path.of(arguments[1], "done"));
    byte[] verdict = new byte[VERDICT];
    long began = System.nanoTime();
    for (Path pem : pairs) {
      String name = pem.getFileName().toString();
      String stem = name.substring(0, name.length() - ".pem".length());
      Path folder = Files.createDirectory(work.resolve(stem));
      move(pem, folder.resolve(name));
      move(pem.resolveSibling(stem + ".json"), folder.resolve(stem + ".json"));
      Files.write(folder.resolve("verdict.json"), verdict);
      move(folder, done.resolve(stem));
    }
    System.out.println((System.nanoTime() - began) / 1e3 / pairs.size());
  }

  private static void move(Path from, Path to) throws Exception {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }
}
