package org.certdrop.x509;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file that should hold a certificate in PEM, as the lax grammar of RFC 7468 section 3 reads it:
 * any line width, white space anywhere in the base64, LF, CR or CRLF, a byte order mark, text
 * around the blocks.
 *
 * <p>Reading takes time and memory proportional to the content and never fails.
 */
public final class PemDocument {
  /** What the bytes of a file are. */
  public enum Form {
    /** At least one BEGIN boundary. */
    PEM,
    /** Nothing, or white space only. */
    EMPTY,
    /** Zero octets only: a copy that reserved its room and never filled it. */
    ZEROS,
    /** A certificate in bare DER. */
    DER_CERTIFICATE,
    /** A private key in bare DER (PKCS#8, PKCS#1 or SEC 1). */
    DER_PRIVATE_KEY,
    /** PKCS#12 in DER, which usually holds a private key. */
    PKCS12,
    /** PKCS#7 or CMS in DER. */
    PKCS7,
    /** Text in UTF-16, as PowerShell's {@code >} writes it. */
    UTF16,
    /** An END boundary without a BEGIN. */
    HEADLESS,
    /** A BEGIN or END line as a word processor wrote it. */
    TYPOGRAPHIC,
    /** A BEGIN boundary inside a line: quoted, escaped or otherwise wrapped. */
    EMBEDDED,
    /** Anything else. */
    OTHER
  }

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  /** What may be a text that a word processor changed. */
  private static final Set<Form> TEXTS = EnumSet.of(Form.OTHER, Form.HEADLESS, Form.EMBEDDED);

  private final List<PemBlock> blocks;
  private final Form form;
  private final boolean privateKey;
  private final Optional<Typography> typography;

  private PemDocument(
      List<PemBlock> blocks, Form form, boolean privateKey, Optional<Typography> typography) {
    this.typography = typography;
    this.blocks = blocks;
    this.form = form;
    this.privateKey = privateKey;
  }

  /**
   * Reads a file's content.
   *
   * @param content all of the file; the caller has limited its size
   * @return what is in it
   */
  public static PemDocument read(byte[] content) {
    boolean marked = ContentSniffer.isAt(content, 0, BYTE_ORDER_MARK);
    int start = marked ? BYTE_ORDER_MARK.length : 0;
    List<PemBlock> blocks = PemScanner.scan(content, start);
    Form sniffed = blocks.isEmpty() ? ContentSniffer.form(content, start) : Form.PEM;
    boolean doubtful = TEXTS.contains(sniffed) || blocks.stream().anyMatch(PemBlock::isDoubtful);
    Optional<Typography> typography = doubtful ? Typography.find(content) : Optional.empty();
    boolean noBlock = typography.isPresent() && sniffed != Form.PEM;
    Form form = noBlock ? Form.TYPOGRAPHIC : sniffed;
    boolean privateKey =
        form == Form.DER_PRIVATE_KEY
            || blocks.stream().anyMatch(PemBlock::isPrivateKey)
            || ContentSniffer.mentionsPrivateKey(content);
    return new PemDocument(blocks, form, privateKey, typography);
  }

  /** The blocks, in the order of the file. */
  public List<PemBlock> blocks() {
    return blocks;
  }

  /** The blocks labelled {@code CERTIFICATE}. */
  public List<PemBlock> certificates() {
    return blocks.stream().filter(PemBlock::isCertificate).toList();
  }

  /**
   * Whether there is a private key of any kind: a block, the boundary of one inside a line of text,
   * or bare DER.
   */
  public boolean holdsPrivateKey() {
    return privateKey;
  }

  /** What was typed over in a BEGIN or END line or the base64, if there is no sound block. */
  public Optional<Typography> typography() {
    return typography;
  }

  /** What the bytes are. */
  public Form form() {
    return form;
  }
}
