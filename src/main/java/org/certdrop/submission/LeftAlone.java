package org.certdrop.submission;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What to do about a file that certdrop does not take, by what its name says that it is. */
public final class LeftAlone {
  private static final Map<List<String>, String> BY_SUFFIX =
      Map.of(
          List.of(".eml", ".msg", ".mbox", ".mht"),
          "a whole mail: save its attachments, or its text as a .txt file, and drop those",
          List.of(".7z", ".rar", ".tar", ".gz", ".tgz"),
          "an archive: unpack it, and drop what is in it, or a ZIP of that",
          List.of(".p7b", ".p7c", ".p7m"),
          "certificates in PKCS#7: openssl pkcs7 -print_certs -in FILE -out FILE.pem (with -inform DER"
              + " if it is binary)",
          List.of(".p12", ".pfx", ".jks", ".keystore"),
          "a key store, which usually holds a private key: take it away, and ask the sender for the"
              + " certificate alone",
          List.of(".doc", ".docx", ".odt", ".rtf", ".pdf", ".html", ".htm"),
          "a document: copy its text into a new .txt file, and drop that",
          List.of(".key"),
          "a private key by its name: no site needs another one's; take it away",
          List.of(".csr", ".req"),
          "a certificate request: ask the sender for the certificate",
          List.of(".der"),
          "a certificate in binary DER: openssl x509 -inform DER -in FILE -out FILE.pem");

  private LeftAlone() {}

  /**
   * A clause, without a full stop.
   *
   * @param name the file's name
   * @return what it is, and what to do; empty if its name says nothing
   */
  public static Optional<String> advice(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return BY_SUFFIX.entrySet().stream()
        .filter(kind -> kind.getKey().stream().anyMatch(lower::endsWith))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
