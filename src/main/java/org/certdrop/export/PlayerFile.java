package org.certdrop.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.certdrop.files.DurableFiles;
import org.certdrop.text.Parsed;
import org.certdrop.x509.Certificate;
import org.certdrop.x509.Fingerprint;
import org.certdrop.x509.PrivateKeys;

/**
 * One file that MP-SPDZ is to find.
 *
 * @param content what it holds
 * @param mode its mode, as far as the umask lets it
 */
record PlayerFile(String content, Set<PosixFilePermission> mode) {
  /** The players' addresses: beside the folder of the others. */
  static final String ADDRESSES = "../ip_addresses";

  /** More than any of these files has, in octets. */
  private static final int LONGEST = 1024 * 1024;

  /**
   * All files of some players.
   *
   * @return path, from the folder Player-Data, to file
   */
  static Map<String, PlayerFile> of(Players players) {
    Map<String, PlayerFile> files = new LinkedHashMap<>();
    List<Player> list = players.list();
    for (int i = 0; i < list.size(); i++) {
      files.put(certificate(i), readable(list.get(i).certificate().pem()));
    }
    files.put(
        ADDRESSES,
        readable(list.stream().map(one -> one.endpoint() + "\n").collect(Collectors.joining())));
    files.put(
        "P" + players.self() + ".key",
        new PlayerFile(PrivateKeys.pem(players.key()), DurableFiles.OWNER_ONLY));
    return files;
  }

  /** The name of a player's certificate. */
  static String certificate(int number) {
    return "P" + number + ".pem";
  }

  /** Where a file goes: what a link named Player-Data leads to has another neighbour. */
  static Path place(Path folder, String name) {
    return folder.resolve(name).normalize();
  }

  private static PlayerFile readable(String content) {
    return new PlayerFile(content, DurableFiles.READABLE);
  }

  byte[] octets() {
    return content.getBytes(StandardCharsets.US_ASCII);
  }

  Fingerprint sha256() {
    return Fingerprint.of(octets());
  }

  /** Whether a name is that of a private key. */
  static boolean isKey(String name) {
    return name.endsWith(".key");
  }

  /** Whether a file that is there says the same in other words: another PEM of the same thing. */
  boolean saysTheSameAs(byte[] there) {
    if (Arrays.equals(there, octets())) {
      return true;
    }
    Optional<Certificate> certificate = Certificate.parsePem(octets()).sound();
    return certificate.isPresent()
        ? Certificate.parsePem(there).sound().equals(certificate)
        : key(there).isPresent() && key(there).equals(key(octets()));
  }

  private static Optional<String> key(byte[] pem) {
    return PrivateKeys.read(pem) instanceof Parsed.Good<PrivateKey> good
        ? Optional.of(PrivateKeys.pem(good.value()))
        : Optional.empty();
  }

  /**
   * What lies under a name.
   *
   * @return its octets; nothing if it is no plain file, or larger than any of these
   */
  static Optional<byte[]> read(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= LONGEST
        ? Optional.of(Files.readAllBytes(file))
        : Optional.empty();
  }

  /** Whether it is there already, octet by octet; a key, for its owner alone. */
  boolean isAt(Path file) throws IOException {
    Optional<byte[]> there = read(file);
    return there.isPresent()
        && Arrays.equals(there.get(), octets())
        && (!mode.equals(DurableFiles.OWNER_ONLY)
            || Files.getPosixFilePermissions(file).equals(mode));
  }

  /** What it is, never its content. */
  @Override
  public String toString() {
    return "file of " + content.length() + " octets";
  }
}
