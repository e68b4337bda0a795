package org.certdrop.outbox;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.certdrop.files.RealFolder;
import org.certdrop.party.PartyId;

/**
 * {@code outbox/to}: for each party that was registered, one folder with all that it should get.
 */
final class PartyFolders {
  /** Of all threads of this process one at a time writes for one party; parties share a lock. */
  private static final List<Object> TURNS = Stream.generate(Object::new).limit(64).toList();

  private final Path folders;

  PartyFolders(Path folders) {
    this.folders = folders;
  }

  /** Where the folder of a party is, or will be. */
  Path of(String party) {
    return folders.resolve(party);
  }

  /** What a thread must hold that writes for a party. */
  static Object turn(String party) {
    return TURNS.get(Math.floorMod(party.hashCode(), TURNS.size()));
  }

  /**
   * Puts together what a party should get.
   *
   * @param receipt where the receipt for that party lies, if there is one
   * @throws IOException if the operating system refuses
   */
  void fill(String party, Instructions instructions, Optional<Path> receipt) throws IOException {
    Path folder = of(party);
    RealFolder.make(folders);
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
        && appears(folder, instructions, receipt)) {
      return;
    }
    RealFolder.make(folder);
    put(folder, instructions);
    if (receipt.isPresent()) {
      copy(receipt.get(), folder);
    }
  }

  /**
   * Has a folder appear whole: a person who carries it away half filled would not notice.
   *
   * @return false if another process made it just now
   */
  private boolean appears(Path folder, Instructions instructions, Optional<Path> receipt)
      throws IOException {
    Path unfinished = ReplyFiles.unfinished(folder);
    ReplyFiles.remove(unfinished);
    Files.createDirectory(unfinished);
    for (Map.Entry<String, byte[]> file : instructions.octets().entrySet()) {
      ReplyFiles.create(unfinished.resolve(file.getKey()), file.getValue());
    }
    if (receipt.isPresent()) {
      copy(receipt.get(), unfinished);
    }
    try {
      Files.move(unfinished, folder, ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      ReplyFiles.remove(unfinished);
      if (!RealFolder.isThere(folder)) {
        throw e;
      }
      return false;
    }
  }

  /** Brings the receipt in the folder of a party up to date, unless it was sent. */
  void mirror(Path file, String party) throws IOException {
    Path folder = of(party);
    if (RealFolder.isThere(folders) && RealFolder.isThere(folder)) {
      copy(file, folder);
    }
  }

  private static void copy(Path file, Path folder) throws IOException {
    Optional<byte[]> content = ReplyFiles.read(file);
    Optional<byte[]> signature = ReplyFiles.read(ReplyFiles.signatureOf(file));
    Path copy = folder.resolve(file.getFileName());
    boolean due =
        content.isPresent()
            && signature.isPresent()
            && !(ReplyFiles.holds(copy, content.get())
                && ReplyFiles.holds(ReplyFiles.signatureOf(copy), signature.get()));
    if (due) {
      ReplyFiles.put(copy, content.get(), signature.get());
    }
  }

  /**
   * Renews this party's instructions in all folders that have not been sent yet.
   *
   * @throws IOException if the operating system refuses
   */
  void renew(Instructions instructions) throws IOException {
    if (!RealFolder.isThere(folders)) {
      return;
    }
    try (Stream<Path> parties = Files.list(folders)) {
      for (Path folder : parties.filter(PartyFolders::isShown).toList()) {
        synchronized (turn(folder.getFileName().toString())) {
          withdraw(folder, instructions);
          put(folder, instructions);
        }
      }
    }
  }

  private static boolean isShown(Path folder) {
    return !ReplyFiles.isUnfinished(folder) && RealFolder.isThere(folder);
  }

  private static void withdraw(Path folder, Instructions instructions) throws IOException {
    Set<String> current = instructions.files().keySet();
    withdraw(folder, OutboxNames.any(instructions.stem()), name -> !current.contains(name));
  }

  private static void withdraw(Path folder, Pattern ours, Predicate<String> unwanted)
      throws IOException {
    for (String name : names(folder)) {
      if (ours.matcher(name).matches() && unwanted.test(name)) {
        Files.deleteIfExists(folder.resolve(name));
      }
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** For whom there are folders. */
  List<String> parties() throws IOException {
    return RealFolder.isThere(folders)
        ? names(folders).stream().filter(PartyId::isForm).toList()
        : List.of();
  }

  /**
   * Takes away what certdrop put together for a party; the folder, too, unless somebody else put
   * something there.
   *
   * @param own this party's id
   * @return whether there was anything
   * @throws IOException if the operating system refuses
   */
  boolean take(String party, PartyId own) throws IOException {
    Path folder = of(party);
    if (!RealFolder.isThere(folders) || !RealFolder.isThere(folder)) {
      return false;
    }
    withdraw(folder, OutboxNames.made(own.value()), name -> true);
    if (names(folder).isEmpty()) {
      Files.deleteIfExists(folder);
    }
    return true;
  }

  private static void put(Path folder, Instructions instructions) throws IOException {
    for (Map.Entry<String, byte[]> file : instructions.octets().entrySet()) {
      Path target = folder.resolve(file.getKey());
      if (!ReplyFiles.holds(target, file.getValue())) {
        ReplyFiles.put(target, file.getValue());
      }
    }
  }

  /** Takes away what a killed process left half written. */
  void clean() throws IOException {
    ReplyFiles.clean(folders);
  }
}
