package org.certdrop.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.certdrop.cms.DetachedSignature;
import org.certdrop.cms.SignatureVerification;
import org.certdrop.party.PartyId;

/**
 * What the outbox holds for one other party each: a signed receipt ({@code outbox/receipts}), and
 * after the first registration of a party all that it should get, in one folder ({@code
 * outbox/to/PARTY}).
 *
 * <p>Nothing of it is synced to the disk: what a power cut takes is made again when the party's
 * files are dropped again. Each file is the old one or the new one, never half.
 */
public final class Replies {
  private static final String SIGNATURE = ".p7s";
  private static final String UNFINISHED = ".tmp";

  /** Of all threads of this process one at a time writes for one party; parties share a lock. */
  private static final List<Object> TURNS = Stream.generate(Object::new).limit(64).toList();

  private final Path receipts;
  private final Path folders;
  private final Clock clock;

  /**
   * The replies in an outbox; it need not exist yet.
   *
   * @param clock for the times of receipts
   */
  public Replies(Path outbox, Clock clock) {
    this.receipts = outbox.resolve("receipts");
    this.folders = outbox.resolve("to");
    this.clock = clock;
  }

  /**
   * Writes a receipt, unless the same is there already.
   *
   * @param receipt what it says
   * @param own this party; without its private key there are no receipts
   * @return whether it was written
   * @throws IOException if the machine refuses
   */
  public boolean acknowledge(OwnReceipt receipt, OwnParty own) throws IOException {
    if (own.privateKey().isEmpty()) {
      return false;
    }
    synchronized (turn(receipt.to().value())) {
      boolean absent = !isThere(receipt, receipts.resolve(receipt.name()), own);
      if (absent) {
        Files.createDirectories(receipts);
        write(receipt, own, own.privateKey().get());
      }
      mirror(receipt, folders.resolve(receipt.to().value()));
      return absent;
    }
  }

  private static Object turn(String party) {
    return TURNS.get(Math.floorMod(party.hashCode(), TURNS.size()));
  }

  private boolean isThere(OwnReceipt receipt, Path file, OwnParty own) throws IOException {
    Optional<byte[]> content = read(file);
    Optional<byte[]> signature = read(signatureOf(file));
    return content.isPresent()
        && signature.isPresent()
        && receipt.isSaidBy(content.get())
        && SignatureVerification.problem(signature.get(), content.get(), own.certificate())
            .isEmpty();
  }

  private static Optional<byte[]> read(Path file) throws IOException {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? Optional.of(Files.readAllBytes(file))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty(); // carried away just now
    }
  }

  private static Path signatureOf(Path file) {
    return file.resolveSibling(file.getFileName() + SIGNATURE);
  }

  /** As with the instructions, a signature goes before what it is about, and comes after it. */
  private void write(OwnReceipt receipt, OwnParty own, PrivateKey key) throws IOException {
    Instant now = clock.instant();
    byte[] content = OwnReceipt.bytes(receipt.text(now));
    byte[] signature =
        DetachedSignature.make(content, own.certificate(), key, now).getBytes(US_ASCII);
    put(receipts.resolve(receipt.name()), content, signature);
  }

  /** Brings the receipt in a folder that was not sent yet up to date. */
  private void mirror(OwnReceipt receipt, Path folder) throws IOException {
    Path file = receipts.resolve(receipt.name());
    Optional<byte[]> content = read(file);
    Optional<byte[]> signature = read(signatureOf(file));
    Path copy = folder.resolve(receipt.name());
    boolean due =
        content.isPresent()
            && signature.isPresent()
            && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && !(holds(copy, content.get()) && holds(signatureOf(copy), signature.get()));
    if (due) {
      put(copy, content.get(), signature.get());
    }
  }

  private static boolean holds(Path file, byte[] content) throws IOException {
    return read(file).filter(present -> Arrays.equals(present, content)).isPresent();
  }

  private static void put(Path file, byte[] content, byte[] signature) throws IOException {
    Files.deleteIfExists(signatureOf(file));
    put(file, content);
    put(signatureOf(file), signature);
  }

  private static void put(Path file, byte[] content) throws IOException {
    Path unfinished =
        file.resolveSibling(
            "." + file.getFileName() + "." + ProcessHandle.current().pid() + UNFINISHED);
    // Never through a link, which whoever may write to the outbox could have put in its place.
    Files.deleteIfExists(unfinished);
    Files.write(unfinished, content, CREATE_NEW, WRITE);
    Files.move(unfinished, file, ATOMIC_MOVE);
  }

  /**
   * Puts together what a party should get that was registered for the first time.
   *
   * @param party the party
   * @param instructions what this party says of itself
   * @param receipt the receipt for that party, if there are receipts
   * @throws IOException if the machine refuses
   */
  public void welcome(PartyId party, Instructions instructions, Optional<OwnReceipt> receipt)
      throws IOException {
    synchronized (turn(party.value())) {
      fill(folders.resolve(party.value()), instructions, receipt);
    }
  }

  private void fill(Path folder, Instructions instructions, Optional<OwnReceipt> receipt)
      throws IOException {
    Files.createDirectories(folder);
    put(folder, instructions);
    if (receipt.isPresent()) {
      mirror(receipt.get(), folder);
    }
  }

  /**
   * Renews this party's instructions in all folders that have not been sent yet.
   *
   * @throws IOException if the machine refuses
   */
  public void renew(Instructions instructions) throws IOException {
    if (!Files.isDirectory(folders)) {
      return;
    }
    try (Stream<Path> parties = Files.list(folders)) {
      for (Path folder : parties.filter(Replies::isFolder).toList()) {
        synchronized (turn(folder.getFileName().toString())) {
          withdraw(folder, instructions);
          put(folder, instructions);
        }
      }
    }
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static void withdraw(Path folder, Instructions instructions) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith(instructions.stem() + ".") && !instructions.files().containsKey(name)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static void put(Path folder, Instructions instructions) throws IOException {
    for (Map.Entry<String, String> file : instructions.files().entrySet()) {
      byte[] content = file.getValue().getBytes(US_ASCII);
      Path target = folder.resolve(file.getKey());
      if (!holds(target, content)) {
        put(target, content);
      }
    }
  }

  /**
   * Takes away what a killed process left half written.
   *
   * @throws IOException if the machine refuses
   */
  public void clean() throws IOException {
    for (Path place : List.of(receipts, folders)) {
      if (Files.isDirectory(place)) {
        try (Stream<Path> files = Files.walk(place, 2)) {
          for (Path file : files.filter(Replies::isUnfinished).toList()) {
            Files.deleteIfExists(file);
          }
        }
      }
    }
  }

  private static boolean isUnfinished(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") && name.endsWith(UNFINISHED);
  }
}
