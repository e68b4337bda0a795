package org.certdrop.outbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.certdrop.files.RealFolder;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.PartyId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the outbox holds for one other party each: a signed receipt ({@code outbox/receipts}), and
 * after the first registration of a party all that it should get, in one folder ({@code
 * outbox/to/PARTY}).
 *
 * <p>Nothing of it is synced to the disk: what a power cut takes is made again when the party's
 * files are dropped again. Each file is the old one or the new one, never half.
 */
public final class Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

  /** Of all threads of this process one at a time writes for one party; parties share a lock. */
  private static final List<Object> TURNS = Stream.generate(Object::new).limit(64).toList();

  private final Path receipts;
  private final Path folders;
  private final ReceiptFolder written;

  /**
   * The replies in an outbox; it need not exist yet.
   *
   * @param clock for the times of receipts
   */
  public Replies(Path outbox, Clock clock) {
    this.receipts = outbox.resolve("receipts");
    this.folders = outbox.resolve("to");
    this.written = new ReceiptFolder(receipts, clock);
  }

  /**
   * Writes a receipt, unless the same is there already.
   *
   * @param receipt what it says
   * @param own this party; without its private key there are no receipts
   * @return whether it was written
   * @throws IOException if the operating system refuses
   */
  public boolean acknowledge(OwnReceipt receipt, OwnParty own) throws IOException {
    if (own.privateKey().isEmpty()) {
      return false;
    }
    synchronized (turn(receipt.to().value())) {
      boolean absent = !written.holds(receipt, own);
      if (absent) {
        written.write(receipt, own, own.privateKey().get());
      }
      mirror(written.file(receipt), folders.resolve(receipt.to().value()));
      return absent;
    }
  }

  private static Object turn(String party) {
    return TURNS.get(Math.floorMod(party.hashCode(), TURNS.size()));
  }

  /** Brings the receipt in a folder that was not sent yet up to date. */
  private void mirror(Path file, Path folder) throws IOException {
    Optional<byte[]> content = ReplyFiles.read(file);
    Optional<byte[]> signature = ReplyFiles.read(ReplyFiles.signatureOf(file));
    Path copy = folder.resolve(file.getFileName());
    boolean due =
        content.isPresent()
            && signature.isPresent()
            && RealFolder.isThere(folders)
            && RealFolder.isThere(folder)
            && !(ReplyFiles.holds(copy, content.get())
                && ReplyFiles.holds(ReplyFiles.signatureOf(copy), signature.get()));
    if (due) {
      ReplyFiles.put(copy, content.get(), signature.get());
    }
  }

  /**
   * Puts together what a party should get that was registered for the first time.
   *
   * @param party the party
   * @param instructions what this party says of itself
   * @param receipt the receipt for that party, if there are receipts
   * @throws IOException if the operating system refuses
   */
  public void welcome(PartyId party, Instructions instructions, Optional<OwnReceipt> receipt)
      throws IOException {
    synchronized (turn(party.value())) {
      fill(folders.resolve(party.value()), instructions, receipt);
    }
    LOG.info("Send the files in {} to the site of {}.", folders.resolve(party.value()), party);
  }

  /**
   * From which folder of the home the receipt for a party is to be sent: from that with all that
   * the party should get, as long as it is there. Empty if there is no receipt.
   */
  Optional<Path> folder(PartyId own, PartyId party) {
    String receipt = OwnReceipt.name(own, party);
    return Stream.of(folders.resolve(party.value()), receipts)
        .filter(place -> Files.isRegularFile(place.resolve(receipt), LinkOption.NOFOLLOW_LINKS))
        .findFirst()
        .map(place -> receipts.getParent().getParent().relativize(place));
  }

  private void fill(Path folder, Instructions instructions, Optional<OwnReceipt> receipt)
      throws IOException {
    RealFolder.make(folders);
    RealFolder.make(folder);
    put(folder, instructions);
    if (receipt.isPresent()) {
      mirror(written.file(receipt.get()), folder);
    }
  }

  /**
   * Renews this party's instructions in all folders that have not been sent yet.
   *
   * @throws IOException if the operating system refuses
   */
  public void renew(Instructions instructions) throws IOException {
    if (!RealFolder.isThere(folders)) {
      return;
    }
    try (Stream<Path> parties = Files.list(folders)) {
      for (Path folder : parties.filter(RealFolder::isThere).toList()) {
        synchronized (turn(folder.getFileName().toString())) {
          withdraw(folder, instructions);
          put(folder, instructions);
        }
      }
    }
  }

  private static void withdraw(Path folder, Instructions instructions) throws IOException {
    Pattern ours = OutboxNames.any(instructions.stem());
    Set<String> current = instructions.files().keySet();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (ours.matcher(name).matches() && !current.contains(name)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static void put(Path folder, Instructions instructions) throws IOException {
    for (Map.Entry<String, String> file : instructions.files().entrySet()) {
      byte[] content = file.getValue().getBytes(US_ASCII);
      Path target = folder.resolve(file.getKey());
      if (!ReplyFiles.holds(target, content)) {
        ReplyFiles.put(target, content);
      }
    }
  }

  /**
   * Signs the receipts again that another key than the party's present one has signed: everybody
   * who has the present certificate must be able to verify them. What they say stays.
   *
   * @param own this party; without its private key nothing is done
   * @throws IOException if the operating system refuses
   */
  public void signAnew(OwnParty own) throws IOException {
    if (own.privateKey().isEmpty() || !RealFolder.isThere(receipts)) {
      return;
    }
    try (Stream<Path> files = Files.list(receipts)) {
      for (Path file : files.toList()) {
        Optional<String> party = OwnReceipt.addressee(file.getFileName().toString(), own.id());
        if (party.isPresent()) {
          synchronized (turn(party.get())) {
            written.signAnew(file, own, own.privateKey().get());
            mirror(file, folders.resolve(party.get()));
          }
        }
      }
    }
  }

  /**
   * Takes away what a killed process left half written.
   *
   * @throws IOException if the operating system refuses
   */
  public void clean() throws IOException {
    for (Path place : List.of(receipts, folders)) {
      if (RealFolder.isThere(place)) {
        try (Stream<Path> files = Files.walk(place, 2)) {
          for (Path file : files.filter(ReplyFiles::isUnfinished).toList()) {
            Files.deleteIfExists(file);
          }
        }
      }
    }
  }
}
