package org.certdrop.x509;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.certdrop.x509.PemDocument.Form;

/** Guesses what a file without a PEM block is, so that a finding can say what to do with it. */
final class ContentSniffer {
  private static final byte[] BEGIN = ascii("-----BEGIN ");
  private static final byte[] END = ascii("-----END ");
  private static final byte[] PRIVATE_KEY = ascii("PRIVATE KEY");

  /** How far before "PRIVATE KEY" its dashes may stand: labels are short. */
  private static final int LONGEST_LABEL = 64;

  /** The first octets inside the outer SEQUENCE, and what they give away. */
  private static final byte[] PKCS12_VERSION = HexFormat.of().parseHex("020103");

  private static final byte[] KEY_VERSION_0 = HexFormat.of().parseHex("020100");
  private static final byte[] KEY_VERSION_1 = HexFormat.of().parseHex("020101");

  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int SEQUENCE = 0x30;

  /** The tags of an INTEGER and an OCTET STRING. */
  private static final String AFTER_VERSION = "\u0002\u0004";

  private static final byte[] SIGNED_DATA = HexFormat.of().parseHex("06092a864886f70d010702");

  /** PBES1 and PBES2, then the ciphers of PKCS#12: an encrypted PKCS#8 key begins with them. */
  private static final byte[] PKCS5 = HexFormat.of().parseHex("06092a864886f70d0105");

  private static final byte[] PKCS12_PBE = HexFormat.of().parseHex("060a2a864886f70d010c01");

  private ContentSniffer() {}

  /** What the bytes are, given that they hold no PEM block. */
  static Form form(byte[] content, int start) {
    if (isBlank(content, start)) {
      return Form.EMPTY;
    }
    if (isZeros(content)) {
      return Form.ZEROS;
    }
    if (isUtf16(content)) {
      return Form.UTF16;
    }
    if (isDer(content)) {
      return derForm(content);
    }
    if (indexOf(content, BEGIN) >= 0) {
      return Form.EMBEDDED;
    }
    return indexOf(content, END) >= 0 ? Form.HEADLESS : Form.OTHER;
  }

  /**
   * Whether the boundary of a private key stands anywhere, even inside a line: four or more dashes,
   * BEGIN or END, and PRIVATE KEY, in any letter case; or a key that is in base64 without one.
   */
  static boolean mentionsPrivateKey(byte[] content) {
    byte[] text = isUtf16(content) ? withoutZeros(content) : content;
    return hasPrivateKeyBoundary(text) || EncodedKeys.areIn(text);
  }

  /** Whether such a boundary stands there as it is. */
  static boolean hasPrivateKeyBoundary(byte[] text) {
    for (int i = LONGEST_LABEL / 8; i <= text.length - PRIVATE_KEY.length; i++) {
      if ((text[i] | 0x20) == 'p' && isPrivateKeyAt(text, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPrivateKeyAt(byte[] text, int at) {
    if (!latin(text, at, at + PRIVATE_KEY.length).equals("PRIVATE KEY")) {
      return false;
    }
    int dash = at - 1;
    while (dash >= 0 && at - dash < LONGEST_LABEL && text[dash] != '-' && text[dash] != '\n') {
      dash--;
    }
    String before = latin(text, Math.max(0, dash - 3), at);
    String word = before.startsWith("----") ? before.substring(4).strip() + ' ' : "";
    return word.startsWith("BEGIN ") || word.startsWith("END ");
  }

  private static String latin(byte[] text, int start, int end) {
    return new String(text, start, end - start, StandardCharsets.ISO_8859_1)
        .toUpperCase(Locale.ROOT);
  }

  private static boolean isBlank(byte[] content, int start) {
    for (int i = start; i < content.length; i++) {
      if (!PemScanner.isWhiteSpace(content[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZeros(byte[] content) {
    for (byte octet : content) {
      if (octet != 0) {
        return false;
      }
    }
    return true;
  }

  /** A byte order mark, or every other of the first four bytes zero. */
  private static boolean isUtf16(byte[] content) {
    if (content.length < 4) {
      return false;
    }
    int mark = ((content[0] & 0xff) << 8) | (content[1] & 0xff);
    boolean little = content[0] != 0 && content[1] == 0 && content[2] != 0 && content[3] == 0;
    boolean big = content[0] == 0 && content[1] != 0 && content[2] == 0 && content[3] != 0;
    return mark == 0xfffe || mark == 0xfeff || little || big;
  }

  private static byte[] withoutZeros(byte[] content) {
    byte[] text = new byte[content.length];
    int length = 0;
    for (byte octet : content) {
      if (octet != 0) {
        text[length++] = octet;
      }
    }
    return Arrays.copyOf(text, length);
  }

  /** Text may begin with "0", too: a short length must be exact, a long one is no ASCII. */
  private static boolean isDer(byte[] content) {
    int length = content.length < 2 ? 0 : content[1] & 0xff;
    return length > 0
        && content[0] == 0x30
        && ((length >= 0x81 && length <= 0x84) || length == content.length - 2);
  }

  private static Form derForm(byte[] content) {
    int inside = inside(content, 0);
    if (isAt(content, inside, PKCS12_VERSION)) {
      return Form.PKCS12;
    }
    if (isAt(content, inside, SIGNED_DATA)) {
      return Form.PKCS7;
    }
    boolean key = isVersion(content, inside) || isEncryptedKey(content, inside);
    return key ? Form.DER_PRIVATE_KEY : Form.DER_CERTIFICATE;
  }

  /** Whether the version of a private key stands there. */
  private static boolean isVersion(byte[] content, int at) {
    return isAt(content, at, KEY_VERSION_0) || isAt(content, at, KEY_VERSION_1);
  }

  private static boolean isEncryptedKey(byte[] content, int inside) {
    return isAt(content, inside + 2, PKCS5) || isAt(content, inside + 2, PKCS12_PBE);
  }

  /**
   * Whether a text begins as a private key in DER: a SEQUENCE of a version and the algorithm
   * (PKCS#8), the modulus (PKCS#1) or the key (SEC 1), or of the cipher of an encrypted one.
   */
  static boolean beginsPrivateKey(byte[] content) {
    if (content.length < 2 || content[0] != SEQUENCE) {
      return false;
    }
    int inside = inside(content, 0);
    int next = inside + KEY_VERSION_0.length;
    return (isVersion(content, inside)
            && next < content.length
            && (AFTER_VERSION.indexOf(content[next]) >= 0 || isAlgorithm(content, next)))
        || isEncryptedKey(content, inside);
  }

  /** Whether it is an algorithm, and not the issuer's name that a signer in a CMS begins with. */
  private static boolean isAlgorithm(byte[] content, int at) {
    if (at + 1 >= content.length || content[at] != SEQUENCE) {
      return false;
    }
    int first = inside(content, at);
    return first < content.length && content[first] == OBJECT_IDENTIFIER;
  }

  /** Where the value of the element at a position begins: after its tag and its length. */
  private static int inside(byte[] content, int at) {
    int length = content[at + 1];
    return at + 2 + (length >= 0 ? 0 : length & 0x7f);
  }

  private static int indexOf(byte[] content, byte[] wanted) {
    for (int i = 0; i <= content.length - wanted.length; i++) {
      if (content[i] == wanted[0] && isAt(content, i, wanted)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether some bytes stand at a position, which may lie beyond the content's end. */
  static boolean isAt(byte[] content, int at, byte[] wanted) {
    return at + wanted.length <= content.length
        && Arrays.equals(content, at, at + wanted.length, wanted, 0, wanted.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
