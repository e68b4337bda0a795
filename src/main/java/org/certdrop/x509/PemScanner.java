package org.certdrop.x509;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.certdrop.x509.PemBlock.State;

/**
 * Finds the blocks of a PEM document in one pass over its bytes (RFC 7468 section 3, figure 2).
 *
 * <p>A BEGIN boundary counts at the start of a line, or right after an END boundary (two files put
 * together without a line end between them); anything may follow it on its line. An END boundary
 * counts wherever base64 may stand.
 */
final class PemScanner {
  private static final byte[] BEGIN = "-----BEGIN ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "-----END ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DASHES = "-----".getBytes(StandardCharsets.US_ASCII);

  private final byte[] text;
  private final List<PemBlock> blocks = new ArrayList<>();
  private int at;

  /** The label after the boundary that was matched last, and where that boundary ends. */
  private String label;

  private int boundaryEnd;

  private PemScanner(byte[] text, int start) {
    this.text = text;
    this.at = start;
  }

  /** The blocks of a text, in its order. */
  static List<PemBlock> scan(byte[] text, int start) {
    PemScanner scanner = new PemScanner(text, start);
    while (scanner.at < text.length) {
      scanner.skipWhiteSpace();
      if (scanner.boundary(BEGIN)) {
        scanner.block();
      } else {
        scanner.skipLine();
      }
    }
    return List.copyOf(scanner.blocks);
  }

  private void block() {
    String opened = label;
    int start = boundaryEnd;
    boolean base64 = true;
    for (at = start; at < text.length; at++) {
      if (text[at] == '-' && boundary(END)) {
        blocks.add(terminated(opened, base64, start));
        at = boundaryEnd;
        return;
      }
      if (text[at] == '-' && isLineStart(start) && boundary(BEGIN)) {
        break;
      }
      base64 &= isWhiteSpace(text[at]) || isBase64(text[at]);
    }
    blocks.add(PemBlock.empty(opened, State.UNTERMINATED));
  }

  private PemBlock terminated(String opened, boolean base64, int start) {
    if (isPrivateKey(opened)) {
      return PemBlock.empty(opened, State.WITHHELD);
    }
    if (!opened.equals(label)) {
      return PemBlock.empty(opened, State.MISMATCHED_END);
    }
    return base64 ? decoded(opened, start) : PemBlock.empty(opened, State.NOT_BASE64);
  }

  private PemBlock decoded(String opened, int start) {
    byte[] compact = new byte[at - start];
    int length = 0;
    for (int i = start; i < at; i++) {
      if (!isWhiteSpace(text[i])) {
        compact[length++] = text[i];
      }
    }
    if (!isPaddedAtTheEnd(compact, length)) {
      return PemBlock.empty(opened, State.NOT_BASE64);
    }
    if (length == 0 || length % 4 != 0) {
      return PemBlock.empty(opened, State.CUT_BASE64);
    }
    byte[] der = Base64.getDecoder().decode(Arrays.copyOf(compact, length));
    return new PemBlock(opened, State.WHOLE, der);
  }

  private static boolean isPaddedAtTheEnd(byte[] compact, int length) {
    int characters = length;
    while (characters > 0 && compact[characters - 1] == '=') {
      characters--;
    }
    for (int i = 0; i < characters; i++) {
      if (compact[i] == '=') {
        return false;
      }
    }
    return length - characters <= 2;
  }

  /** Whether a boundary stands here; if so, its label and its end are noted. */
  private boolean boundary(byte[] opening) {
    if (!ContentSniffer.isAt(text, at, opening)) {
      return false;
    }
    int start = at + opening.length;
    for (int i = start; i < text.length && text[i] != '\n' && text[i] != '\r'; i++) {
      if (ContentSniffer.isAt(text, i, DASHES)) {
        label = new String(text, start, i - start, StandardCharsets.UTF_8);
        boundaryEnd = i + DASHES.length;
        return true;
      }
    }
    return false;
  }

  private boolean isLineStart(int floor) {
    int i = at;
    while (i > floor && (text[i - 1] == ' ' || text[i - 1] == '\t')) {
      i--;
    }
    return i > floor && (text[i - 1] == '\n' || text[i - 1] == '\r');
  }

  private void skipWhiteSpace() {
    while (at < text.length && isWhiteSpace(text[at])) {
      at++;
    }
  }

  private void skipLine() {
    while (at < text.length && text[at] != '\n' && text[at] != '\r') {
      at++;
    }
  }

  /** Whether a label names a private key, of whatever kind, in whatever letter case. */
  static boolean isPrivateKey(String label) {
    return label.toUpperCase(Locale.ROOT).contains("PRIVATE KEY");
  }

  static boolean isWhiteSpace(byte octet) {
    return octet == ' ' || (octet >= '\t' && octet <= '\r');
  }

  private static boolean isBase64(byte octet) {
    return (octet >= 'A' && octet <= 'Z')
        || (octet >= 'a' && octet <= 'z')
        || (octet >= '/' && octet <= '9')
        || octet == '+'
        || octet == '=';
  }
}
