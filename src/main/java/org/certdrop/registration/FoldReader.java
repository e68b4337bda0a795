package org.certdrop.registration;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.certdrop.party.PartyId;
import org.certdrop.x509.Fingerprint;

/** Reads what {@link FoldWriter} wrote. */
public final class FoldReader {
  private static final int DIGEST = 32;

  private final DataInputStream in;

  public FoldReader(DataInputStream in) {
    this.in = in;
  }

  /**
   * The state, to go on from it.
   *
   * @param seq the line that brought it about
   * @param head the SHA-256 of that line
   * @throws IllegalArgumentException if the octets cannot be certdrop's
   * @throws EOFException if they end early
   */
  public Fold read(long seq, String head) throws IOException {
    try {
      return fold(seq, head);
    } catch (DateTimeException | IllegalStateException e) {
      throw new IllegalArgumentException("a time or an address that cannot be", e);
    }
  }

  private Fold fold(long seq, String head) throws IOException {
    Instant latest = time();
    Parties parties = new Parties();
    for (int left = in.readInt(); left > 0; left--) {
      Optional<Entry> active = in.readBoolean() ? Optional.of(entry()) : Optional.empty();
      Optional<Entry> removed = in.readBoolean() ? Optional.of(entry()) : Optional.empty();
      List<Entry> pending = pending();
      parties.put(new Party(key(active.or(() -> removed), pending), active, pending, removed));
    }
    return new Fold(parties, seq, head, latest);
  }

  private static String key(Optional<Entry> known, List<Entry> pending) {
    return known
        .or(() -> pending.stream().findFirst())
        .orElseThrow(() -> new IllegalArgumentException("a party without entries"))
        .party()
        .key();
  }

  private List<Entry> pending() throws IOException {
    int count = in.readInt();
    if (count == 0) {
      return List.of();
    }
    List<Entry> pending = new ArrayList<>();
    while (pending.size() < count) {
      pending.add(entry());
    }
    return List.copyOf(pending);
  }

  private Entry entry() throws IOException {
    long id = in.readLong();
    long line = in.readLong();
    PartyId party = new PartyId(text());
    String ip = text();
    int port = in.readInt();
    Entry entry =
        new Entry(
            id,
            line,
            party,
            ip.isEmpty() ? null : ip,
            port,
            certificate(),
            in.readLong(),
            text(),
            trust());
    entry.endpoint(); // which fails if the address cannot be
    return entry;
  }

  private StoredCertificate certificate() throws IOException {
    return new StoredCertificate(
        octets(in.readInt()),
        octets(DIGEST),
        octets(DIGEST),
        text(),
        text(),
        text(),
        seconds(),
        seconds(),
        text(),
        text());
  }

  private long seconds() throws IOException {
    return Instant.ofEpochSecond(in.readLong()).getEpochSecond();
  }

  private Trust trust() throws IOException {
    Verified verified =
        new Verified(
            Verified.Method.valueOf(text()),
            given(in.readBoolean(), text()),
            given(in.readBoolean(), time()));
    EndpointTrust endpoint = EndpointTrust.valueOf(text());
    Optional<SignedSidecar> sidecar =
        in.readBoolean()
            ? Optional.of(new SignedSidecar(in.readLong(), digest()))
            : Optional.empty();
    Optional<HoldsOurs> holdsOurs =
        in.readBoolean() ? Optional.of(new HoldsOurs(digest(), time())) : Optional.empty();
    Predecessors predecessors = new Predecessors(digests());
    List<Fingerprint> givenUp = digests();
    boolean signed = in.readBoolean();
    long number = in.readLong();
    return new Trust(
        verified,
        endpoint,
        sidecar,
        holdsOurs,
        predecessors,
        new Superseded(givenUp, signed ? OptionalLong.of(number) : OptionalLong.empty()));
  }

  private static <T> Optional<T> given(boolean present, T value) {
    return present ? Optional.of(value) : Optional.empty();
  }

  private List<Fingerprint> digests() throws IOException {
    List<Fingerprint> digests = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      digests.add(digest());
    }
    return digests;
  }

  private Fingerprint digest() throws IOException {
    return new Fingerprint(HexFormat.of().formatHex(octets(DIGEST)));
  }

  private Instant time() throws IOException {
    return Instant.ofEpochMilli(in.readLong());
  }

  private String text() throws IOException {
    return new String(octets(in.readInt()), StandardCharsets.UTF_8);
  }

  private byte[] octets(int length) throws IOException {
    byte[] octets = in.readNBytes(length);
    if (octets.length < length) {
      throw new EOFException();
    }
    return octets;
  }
}
